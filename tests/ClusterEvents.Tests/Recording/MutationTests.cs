using System.Text.Json;
using ClusterEvents.Tests.Recording.Shapes;
using FsCheck.Xunit;
using Npgsql;
using Xunit;

namespace ClusterEvents.Tests.Recording;

public sealed class MutationTests(EstablishedApp app) : IClassFixture<EstablishedApp>
{
    /// <summary>What a value is replaced by, as raw JSON.</summary>
    private static readonly string[] Odd =
    [
        "null", "true", "0", "-1", "1e400", "-9223372036854775808", "1.5", "\"\"", "\" \"", "\"\\u0000\"",
        "\"\\ud800\"", "\"\\ufffe\"", "\"can-tho\"", "\"nowhere\"", "\"2022-02-30\"", "\"0001-01-01\"",
        "\"9999-12-31\"",
        "\"Cluster\"", "\"meeting/x\"", "\"city/can-tho\"", "\"clusterevents.meeting-held.v1\"", "[]", "[null]",
        "[\"can-tho\"]", "[[]]", "{}", "{\"\":0}", "{\"name\":\"x\"}", "{\"a\":{\"b\":{\"c\":{}}}}",
    ];

    private static readonly string[] Names =
        ["", "a", "data", "id", "cityIds", "CityIds", "$type", "\\ud800", "\\u0000", "x y"];

    /// <summary>Each mutation is a place in the event, a way to change it, and what to put there.</summary>
    [Property(MaxTest = 600)]
    public async Task A_mutated_CloudEvent_is_recorded_whole_or_refused_and_never_fails(
        (byte Place, byte Way, byte What)[] mutations, byte sample)
    {
        var before = await CountAsync();
        var body = Mutated(Samples.All[sample % Samples.All.Count].CloudEvent().ToJsonString(), mutations);

        var answer = await app.PostRawAsync("/v1/events", body, "application/cloudevents+json");

        var code = (int)answer.Status;
        Assert.True(code is 201 or (>= 400 and < 500), $"{code} for {body}: {answer.Text}");
        var isNew = code == 201 && !(bool)answer.Json["duplicate"]!;
        if (code != 201) Assert.False(string.IsNullOrEmpty(answer.Code), answer.Text);
        var after = await CountAsync();
        Assert.Equal(before.Events + (isNew ? 1 : 0), after.Events);
        Assert.Equal(after.Events, after.Versions);
    }

    private static string Mutated(string json, (byte Place, byte Way, byte What)[] mutations)
    {
        foreach (var (place, way, what) in mutations)
        {
            var values = Values(json);
            if (values.Count == 0) return json;
            var (start, length, nameAt) = values[place % values.Count];
            json = (way % 5) switch
            {
                0 or 1 => json[..start] + Odd[what % Odd.Length] + json[(start + length)..],
                2 when nameAt >= 0 => json[..nameAt] + $"\"{Names[what % Names.Length]}\":" + json[start..],
                3 when nameAt >= 0 => json[..nameAt] + $"\"{Names[what % Names.Length]}\":1," + json[nameAt..],
                4 => json[..(json.Length * what / 256)],
                _ => json,
            };
        }

        return json;
    }

    /// <summary>Where each value begins, how long it is, and where its name begins; -1 without a name.</summary>
    private static List<(int Start, int Length, int NameAt)> Values(string json)
    {
        var values = new List<(int, int, int)>();
        var bytes = System.Text.Encoding.UTF8.GetBytes(json);
        int At(long offset) => System.Text.Encoding.UTF8.GetCharCount(bytes, 0, (int)offset);
        var reader = new Utf8JsonReader(bytes);
        var nameAt = -1;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName) nameAt = At(reader.TokenStartIndex);
                else if (reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                {
                    var inner = reader;
                    inner.Skip();
                    values.Add((
                        At(reader.TokenStartIndex), At(inner.BytesConsumed) - At(reader.TokenStartIndex), nameAt));
                    nameAt = -1;
                }
            }
        }
        catch (JsonException)
        {
            // A text that an earlier mutation broke is changed up to where it broke.
        }

        return values;
    }

    private async Task<(long Events, long Versions)> CountAsync()
    {
        await using var query = app.Database.CreateCommand(
            """
            select (select count(*) from clusterevents.mt_events where type <> 'tombstone'),
                   (select coalesce(sum(version), 0)::bigint from clusterevents.mt_streams where id <> 'mt_tombstone')
            """);
        await using var row = await query.ExecuteReaderAsync(TestApp.Cancel);
        await row.ReadAsync(TestApp.Cancel);
        return (row.GetInt64(0), row.GetInt64(1));
    }
}
