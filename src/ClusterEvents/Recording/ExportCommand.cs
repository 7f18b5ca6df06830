using System.Text.Json;
using ClusterEvents.Recording.Binding;
using JasperFx.CommandLine;

namespace ClusterEvents.Recording;

public sealed class ExportInput : CommandInput
{
    [Description("Only what concerns this city")]
    [FlagAlias("city", true)]
    public string? CityFlag { get; set; }

    [Description("Only what belongs to this campaign edition")]
    [FlagAlias("campaign", true)]
    public string? CampaignFlag { get; set; }

    [Description("Only what occurred on or after this day, as yyyy-MM-dd")]
    public string? FromFlag { get; set; }

    [Description("Only what occurred on or before this day, as yyyy-MM-dd")]
    public string? ToFlag { get; set; }

    public DateOnly? From => Day(FromFlag);

    public DateOnly? To => Day(ToFlag);

    public override string? Fault() =>
        (From is null && FromFlag is not null) || (To is null && ToFlag is not null)
            ? "--from and --to take a day as yyyy-MM-dd" : null;

    private static DateOnly? Day(string? text) => text is null ? null : Scalars.Day(text);
}

/// <summary>Writes the record to standard output as CloudEvents, one a line, in the order of recording.</summary>
[Description("Write CloudEvents to standard output, one a line", Name = "export")]
public sealed class ExportCommand : JasperFxAsyncCommand<ExportInput>
{
    public override async Task<bool> Execute(ExportInput input)
    {
        if (!await Offline.HasRecordAsync(input.Host)) return false;
        var replay = input.Host.Services.GetRequiredService<EventReplay>();
        var filter = new ReplayFilter
        {
            City = input.CityFlag,
            Campaign = input.CampaignFlag,
            OccurredFrom = input.From,
            OccurredTo = input.To,
        };
        var upTo = await replay.NewestAsync(CancellationToken.None);
        var total = await replay.CountAsync(filter, upTo, CancellationToken.None);
        return await Progress.ShowAsync(
            "Exporting", total, done => WriteAsync(replay.ReadAsync(filter, upTo, default), done));
    }

    private static async Task<bool> WriteAsync(IAsyncEnumerable<StoredCloudEvent> events, Action<double> done)
    {
        await using var output = new BufferedStream(StandardOutput.Open(), 64 * 1024);
        await using var json = new Utf8JsonWriter(output, JsonWriting.Options);
        var written = 0;
        await foreach (var @event in events)
        {
            @event.Write(json);
            await json.FlushAsync();
            json.Reset();
            output.Write("\n"u8);
            done(++written);
        }

        return true;
    }
}
