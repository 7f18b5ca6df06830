using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ClusterEvents.Timelines.Projection;
using Ical.Net;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Feeds;

public sealed class LongTimelineTests(LongTimelineTests.LongApp app) : IClassFixture<LongTimelineTests.LongApp>
{
    [Theory]
    [InlineData(".csv")]
    [InlineData(".atom")]
    [InlineData(".ics")]
    public async Task A_long_file_is_one_state_and_sent_while_it_is_read(string suffix)
    {
        var entries = (long)(await app.GetAsync("/v1/timelines/cities/can-tho/summary")).Json["total"]!;
        var title = $"Mới đổi {suffix}";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/timelines/cities/can-tho{suffix}");
        using var response = await app.Http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestApp.Cancel);
        await using var body = await response.Content.ReadAsStreamAsync(TestApp.Cancel);
        var begin = new byte[1_000];
        await body.ReadExactlyAsync(begin, TestApp.Cancel);

        // What is changed now in rows that come last is in the file only if they had not been read yet. What is
        // recorded now is not in it.
        await using (var change = app.Database.CreateCommand(
            $"update {TimelineTables.Activities} set title_vi = $2 where activity_id = any($1)"))
        {
            change.Parameters.Add(new() { Value = app.Ends });
            change.Parameters.Add(new() { Value = title });
            Assert.Equal(2, await change.ExecuteNonQueryAsync(TestApp.Cancel));
        }

        (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        await app.TimelineAsync("cities/can-tho");
        using var rest = new StreamReader(body);
        var text = Encoding.UTF8.GetString(begin) + await rest.ReadToEndAsync(TestApp.Cancel);

        Assert.Contains(title, text, StringComparison.Ordinal);
        var known = suffix switch
        {
            ".csv" => FeedIds.OfCsv(text).Count,
            ".atom" => FeedIds.OfAtom(text).Count,
            _ => Calendar.Load(text)!.Events.Count,
        };
        Assert.Equal(entries, known);
    }

    /// <summary>A timeline that is longer than what is under way between the service and a reader who waits.</summary>
    public sealed class LongApp : EstablishedApp
    {
        public const int Entries = 6_000;

        /// <summary>The entries that come last in the order of occurrence and in that of changes.</summary>
        public Guid[] Ends { get; private set; } = [];

        protected override async Task ArrangeAsync()
        {
            var place = string.Join(' ', Enumerable.Repeat("Nhà tưởng niệm", 190));
            var lines = new StringBuilder();
            for (var i = 0; i < Entries; i++)
            {
                var flowers = Scenarios.Flowers(occurredOn: i == 1 ? "2021-01-01" : "2022-03-03");
                flowers["data"]!["place"] = place;
                lines.Append(flowers.ToJsonString()).Append('\n');
            }

            var results = (await PostRawAsync("/v1/events", lines.ToString(), "application/x-ndjson"))
                .Expect(HttpStatusCode.OK).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Ends = [.. results.Take(2).Select(line => Guid.Parse((string)JsonNode.Parse(line)!["activityId"]!))];
            Assert.Equal(Entries, results.Length);
            await SettledAsync(TimeSpan.FromMinutes(2));
        }
    }
}
