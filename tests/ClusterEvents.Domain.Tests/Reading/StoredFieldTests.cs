using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using Xunit;

namespace ClusterEvents.Domain.Tests.Reading;

public sealed class StoredFieldTests
{
    public static TheoryData<string> Kinds => [.. StoredEvents.Catalogue.Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_stored_of_an_event_has_the_fields_that_can_be_sent_and_no_others(string kind)
    {
        Assert.True(StoredEvents.Catalogue.TryGet(kind, out var type));

        var stored = RecordJson.Options.GetTypeInfo(type.ClrType).Properties.Where(field => field.Get is not null);

        Assert.Equal(RecordReader.Of(type.ClrType).Fields.Select(field => field.Name).Order(StringComparer.Ordinal),
            stored.Select(field => field.Name).Order(StringComparer.Ordinal));
    }
}
