using System.Text.Json;
using ClusterEvents.Recording.Binding;
using JasperFx;
using JasperFx.CommandLine;

namespace ClusterEvents.Recording;

public sealed class ExportInput : NetCoreInput
{
    [Description("Only what concerns this city")]
    public string? CityFlag { get; set; }

    [Description("Only what belongs to this campaign edition")]
    public string? CampaignFlag { get; set; }

    [Description("Only what occurred on or after this day, as yyyy-MM-dd")]
    public string? FromFlag { get; set; }

    [Description("Only what occurred on or before this day, as yyyy-MM-dd")]
    public string? ToFlag { get; set; }
}

/// <summary>Writes the record to standard output as CloudEvents, one a line, in the order of recording.</summary>
[Description("Write CloudEvents to standard output, one a line", Name = "export")]
public sealed class ExportCommand : JasperFxAsyncCommand<ExportInput>
{
    public override async Task<bool> Execute(ExportInput input)
    {
        var (from, to) = (Day(input.FromFlag), Day(input.ToFlag));
        if ((from is null && input.FromFlag is not null) || (to is null && input.ToFlag is not null))
        {
            await Console.Error.WriteLineAsync("--from and --to take a day as yyyy-MM-dd.");
            return false;
        }

        using var host = input.BuildHost();
        if (!await Offline.HasRecordAsync(host)) return false;
        var replay = host.Services.GetRequiredService<EventReplay>();
        var filter = new ReplayFilter
        {
            City = input.CityFlag,
            Campaign = input.CampaignFlag,
            OccurredFrom = from,
            OccurredTo = to,
        };
        var upTo = await replay.NewestAsync(CancellationToken.None);
        var total = await replay.CountAsync(filter, upTo, CancellationToken.None);
        return await Progress.ShowAsync(
            "Exporting", total, done => WriteAsync(replay.ReadAsync(filter, upTo, default), done));
    }

    private static async Task<bool> WriteAsync(IAsyncEnumerable<StoredCloudEvent> events, Action<double> done)
    {
        await using var output = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
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

    private static DateOnly? Day(string? text) => text is null ? null : Scalars.Day(text);
}
