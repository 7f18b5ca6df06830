using ClusterEvents.Domain;
using ClusterEvents.Hosting.OpenApi;
using Xunit;

namespace ClusterEvents.Tests.Hosting.OpenApi;

public sealed class XmlDocsTests
{
    [Fact]
    public async Task Several_requests_for_the_document_may_read_the_descriptions_at_once()
    {
        var alone = Descriptions(new XmlDocs());
        Assert.Contains(alone, text => text?.Contains('`', StringComparison.Ordinal) == true);

        for (var round = 0; round < 10; round++)
        {
            var docs = new XmlDocs();
            using var start = new Barrier(4);
            var readers = Enumerable.Range(0, start.ParticipantCount).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(TestApp.Cancel);
                    return Descriptions(docs);
                },
                TestApp.Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default));

            Assert.All(
                await Task.WhenAll(readers).WaitAsync(TimeSpan.FromSeconds(30), TestApp.Cancel),
                read => Assert.Equal(alone, read));
        }
    }

    private static string?[] Descriptions(XmlDocs docs) =>
    [
        .. StoredEvents.Catalogue.Types.Select(type => type.ClrType)
            .SelectMany(type => type.GetProperties().Select(docs.Of).Prepend(docs.Of(type))),
    ];
}
