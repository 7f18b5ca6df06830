using System.Net;
using System.Text.Json.Nodes;
using ClusterEvents.EventStore.Appending;
using ClusterEvents.Tests.Corrections;
using Marten;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.EventStore;

/// <summary>
/// <see cref="EventInsert"/> writes Marten's tables without Marten. The same events are appended to two databases, to
/// one by the program and to the other through a session of Marten, and every column of every row is compared.
/// </summary>
public sealed class EventInsertTests(EstablishedApp ours, EmptyApp marten)
    : IClassFixture<EstablishedApp>, IClassFixture<EmptyApp>
{
    /// <summary>
    /// Columns whose values differ: the sequence has gaps of its own in each database, and a stream's times are those
    /// of the two transactions. Their types are compared, and that they are there or not.
    /// </summary>
    private static readonly string[] OfTheirOwn = ["mt_events.seq_id", "mt_streams.timestamp", "mt_streams.created"];

    [Fact]
    public async Task Rows_are_those_that_Marten_writes_itself()
    {
        await RecordAsync();
        await AppendThroughMartenAsync();

        foreach (var (table, order) in new[] { ("mt_events", "seq_id"), ("mt_streams", "id") })
        {
            var own = await RowsAsync(ours.Database, table, order);
            var other = await RowsAsync(marten.Database, table, order);
            Assert.True(own.Length > 5, $"{table} has only {own.Length} rows: nothing was compared.");
            Assert.Equal(other.Length, own.Length);
            foreach (var (row, expected) in own.Zip(other))
                Assert.True(Differences(table, row, expected) is [],
                    $"Marten writes {table} otherwise than EventInsert does: "
                    + $"{string.Join("; ", Differences(table, row, expected))}. Write the columns in StoreColumns and "
                    + "EventInsert as Marten does, or configure Marten in MartenStore to keep what is stored.");
        }
    }

    [Fact]
    public async Task Columns_are_those_that_the_append_knows()
    {
        foreach (var (table, known) in new[]
                 {
                     ("mt_events", "bdata causation_id correlation_id data headers id is_archived mt_dotnet_type "
                         + "seq_id stream_id tenant_id timestamp type user_name version"),
                     ("mt_streams", "compacted_version created id is_archived tenant_id timestamp type version"),
                 })
        {
            await using var query = ours.Database.CreateCommand(
                """
                select string_agg(column_name, ' ' order by column_name) from information_schema.columns
                where table_schema = 'clusterevents' and table_name = $1
                """);
            query.Parameters.Add(new() { Value = table });
            var found = (string)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
            Assert.True(known == found,
                $"Marten's table {table} now has the columns `{found}`, and EventInsert knows `{known}`. Find out what "
                + "Marten's own append writes there, and let EventInsert write it too.");
        }
    }

    /// <summary>New streams, several events on one, a correction, a personal field, CloudEvents attributes.</summary>
    private async Task RecordAsync()
    {
        var flowers = Scenarios.Flowers();
        (flowers["correlationid"], flowers["causationid"], flowers["tracestate"]) = ("c-1", "because", "own");
        var recorded = (await ours.PostEventAsync(flowers)).Expect(HttpStatusCode.Created);
        var answer = await ours.PostEventAsync(new JsonArray(Scenarios.Flowers(), Scenarios.Flowers()));
        Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, answer.Text);
        await ours.CorrectAsync(
            (string)recorded.Json["activityId"]!, ("place", "Nhà tưởng niệm", "Đền thờ"));
        var meeting = await ours.GivenMeetingAsync();
        (await ours.PostAsync(
            $"/v1/{meeting.Replace("meeting/", "meetings/", StringComparison.Ordinal)}/remarks", new JsonObject
            {
                ["occurredOn"] = Scenarios.Today,
                ["kind"] = "Closing",
                ["cityIds"] = new JsonArray("can-tho"),
                ["person"] = new JsonObject { ["name"] = "Nguyễn Văn A" },
                ["gist"] = "Đánh giá kết quả sáu tháng đầu năm",
            })).Expect(HttpStatusCode.Created);
    }

    /// <summary>What was recorded, read as Marten reads it and appended as it appends.</summary>
    private async Task AppendThroughMartenAsync()
    {
        await using var reading = ours.Get<IDocumentStore>().QuerySession();
        foreach (var recorded in await reading.Events.QueryAllRawEvents().OrderBy(e => e.Sequence)
                     .ToListAsync(TestApp.Cancel))
        {
            await using var session = marten.Get<IDocumentStore>().LightweightSession();
            (session.CorrelationId, session.CausationId, session.LastModifiedBy) =
                (recorded.CorrelationId, recorded.CausationId, recorded.UserName);
            var appended = session.Events.BuildEvent(recorded.Data);
            (appended.Id, appended.Timestamp) = (recorded.Id, recorded.Timestamp);
            (appended.CorrelationId, appended.CausationId, appended.UserName) =
                (recorded.CorrelationId, recorded.CausationId, recorded.UserName);
            foreach (var (name, value) in recorded.Headers!) appended.SetHeader(name, value);
            session.Events.Append(recorded.StreamKey!, appended);
            await session.SaveChangesAsync(TestApp.Cancel);
        }
    }

    private static async Task<JsonObject[]> RowsAsync(NpgsqlDataSource database, string table, string order)
    {
        await using var query = database.CreateCommand(
            $"select to_jsonb(t)::text from clusterevents.{table} t order by {order}");
        await using var rows = await query.ExecuteReaderAsync(TestApp.Cancel);
        var found = new List<JsonObject>();
        while (await rows.ReadAsync(TestApp.Cancel)) found.Add(JsonNode.Parse(rows.GetString(0))!.AsObject());
        return [.. found];
    }

    private static string[] Differences(string table, JsonObject own, JsonObject expected) =>
        [.. own.Select(column => column.Key).Union(expected.Select(column => column.Key))
            .Where(column => OfTheirOwn.Contains($"{table}.{column}")
                ? own[column]?.GetValueKind() != expected[column]?.GetValueKind()
                : !JsonNode.DeepEquals(own[column], expected[column]))
            .Select(column => $"{column} is {own[column]?.ToJsonString() ?? "null"}, "
                + $"and Marten writes {expected[column]?.ToJsonString() ?? "null"}")];
}
