using ClusterEvents.Recording.Commands;

namespace ClusterEvents.Auditing;

/// <summary>
/// Lists the entries on record that today's rules would refuse, and says what to do about each. The exit code is 0 if
/// there are none, and 1 if there are.
/// </summary>
internal static class DoctorCommand
{
    public static HostCommand Create() => new(
        "doctor", "Check the record against today's rules, and say what to do about each entry they would refuse")
    {
        RunAsync = (_, host) => RunAsync(host),
    };

    private static async Task<int> RunAsync(IHost host)
    {
        if (!await CommandSession.HasRecordAsync(host)) return 1;
        var found = 0;
        var review = host.Services.GetRequiredService<RecordReview>();
        await foreach (var (stream, entry, rejections) in review.RefusedAsync(CancellationToken.None))
        {
            found++;
            var day = entry.Activity.OccurredOn is { } known ? $"{known:yyyy-MM-dd}" : "no date";
            await Console.Out.WriteLineAsync(
                $"{entry.ActivityId}  {entry.Activity.GetType().Name} of {day} on {stream}");
            foreach (var rejection in rejections)
                await Console.Out.WriteLineAsync($"  {rejection.Code}: {rejection.Field} {rejection.Detail}".TrimEnd());
        }

        await Console.Out.WriteLineAsync(found == 0
            ? "Every entry on record would be accepted today."
            : $"{found} entries were recorded under earlier rules. They are shown as they stand: correct or retract those "
                + "that are wrong.");
        return found == 0 ? 0 : 1;
    }
}
