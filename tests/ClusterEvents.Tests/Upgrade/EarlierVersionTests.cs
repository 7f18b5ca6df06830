using System.Net;
using ClusterEvents.Auditing.Publishing;
using ClusterEvents.Auditing.Verification;
using ClusterEvents.Tests.Recording.Shapes;
using ClusterEvents.TransparencyLog;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Upgrade;

/// <summary>This program takes over what earlier versions of it left in a database.</summary>
public sealed class EarlierVersionTests
{
    public static TheoryData<string> Versions => [.. KeptStore.Versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_store_of_an_earlier_version_is_taken_over_with_all_its_proofs(string version)
    {
        var kept = new KeptStore(version);
        var connection = await kept.RestoreAsync();
        var events = await EventsAsync(connection);

        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:ClusterEvents"] = connection,
            // As it was kept: nobody listens, and what was not delivered is tried again.
            ["Webhooks:0:Url"] = "http://127.0.0.1:9/",
            ["Webhooks:0:Secret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        };
        if (kept.HasLog) settings["Log:Key"] = kept.LogKey;
        await using var app = TestApp.With(settings);
        await app.InitializeAsync();
        await app.SettledAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(events, await EventsAsync(connection));
        Assert.Equal(kept.Timeline, (await app.IdsAsync("cities/can-tho")).Order(StringComparer.Ordinal));
        if (kept.HasLog) await AssertReceiptAsync(app, kept);
        (await app.PostEventAsync(Scenarios.Flowers())).Expect(HttpStatusCode.Created);
        await app.SettledAsync(TimeSpan.FromMinutes(1));
        var audit = await app.Get<Audit>().RunAsync(EvidenceOf(kept), _ => { }, TestApp.Cancel);
        Assert.Empty(audit.Findings);
        Assert.Equal(events.Length + 1, audit.Leaves);
    }

    /// <summary>What the version gave out, as somebody kept it.</summary>
    private static HeldEvidence EvidenceOf(KeptStore kept)
    {
        if (!kept.HasLog) return HeldEvidence.Nothing;
        Assert.True(SignedNote.TryParse(kept.Checkpoint, out var note));
        Assert.True(Checkpoint.TryParse(note.Text, out var then));
        return new([new PublishedCheckpoint(then.Size, kept.Checkpoint)], [kept.Keys]);
    }

    /// <summary>The receipt of then, with the event and its opening as they are told now.</summary>
    private static async Task AssertReceiptAsync(TestApp app, KeptStore kept)
    {
        var folder = Directory.CreateTempSubdirectory("clusterevents-kept-").FullName;
        var (cloudEvent, opening) = (Path.Combine(folder, "event.json"), Path.Combine(folder, "opening.json"));
        var replayed = (await app.GetAsync("/v1/events")).Expect(HttpStatusCode.OK).Text.Split('\n')
            .Single(line => line.Contains($"\"subject\":\"ceremony/{kept.Activity}\"", StringComparison.Ordinal));
        await File.WriteAllTextAsync(cloudEvent, replayed, TestApp.Cancel);
        await File.WriteAllTextAsync(
            opening, (await app.GetAsync($"/v1/activities/{kept.Activity}/opening")).Expect(HttpStatusCode.OK).Text,
            TestApp.Cancel);

        Assert.Equal(0, await Verifier.Program.Main(
            ["receipt", kept.Receipt, "--event", cloudEvent, "--opening", opening, "--key", kept.Keys]));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Everything of each event that proofs and readers depend on.</summary>
    private static async Task<string[]> EventsAsync(string connection)
    {
        await using var database = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var query = database.CreateCommand(
            """
            select array_agg(concat_ws(' ', seq_id, id, stream_id, version, type, timestamp, user_name, headers, data)
              order by seq_id)
            from clusterevents.mt_events
            """);
        return (string[])(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }
}
