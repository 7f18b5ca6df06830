using ClusterEvents.EventStore.Integrity.Defences;
using ClusterEvents.Recording.Commands;
using Npgsql;

namespace ClusterEvents.Auditing;

/// <summary>
/// Lists the defences of the store that are not as declared, and the entries on record that today's rules would refuse,
/// and says what to do about each. The exit code is 0 if there are none, and 1 if there are.
/// </summary>
internal static class DoctorCommand
{
    public static HostCommand Create() => new(
        "doctor", "Check the store's defences, and the record against today's rules; say what to do about each fault")
    {
        RunAsync = (_, host) => RunAsync(host),
    };

    private static async Task<int> RunAsync(IHost host)
    {
        if (!await CommandSession.HasRecordAsync(host)) return 1;
        var weakened = await DefencesAsync(host);
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
        return found + weakened == 0 ? 0 : 1;
    }

    /// <summary>Prints the defences that are not as declared, and returns their number.</summary>
    private static async Task<int> DefencesAsync(IHost host)
    {
        await using var connection = await host.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        var sweep = host.Services.GetRequiredService<DefenceSweep>();
        var breaches = await sweep.FindAsync(connection, CancellationToken.None);
        foreach (var breach in breaches)
            await Console.Out.WriteLineAsync($"{breach.Code}: {breach.Where}: {breach.Detail}");
        await Console.Out.WriteLineAsync(breaches.Count == 0
            ? "The defences of the store are as this program declares them."
            : $"{breaches.Count} defences of the store are not as this program declares them. A start with the "
                + "login that owns the store mends most of them.");
        return breaches.Count;
    }
}
