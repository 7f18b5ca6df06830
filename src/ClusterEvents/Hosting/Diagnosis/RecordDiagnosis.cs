using ClusterEvents.Auditing;
using ClusterEvents.EventStore.Integrity.Defences;
using Npgsql;

namespace ClusterEvents.Hosting.Diagnosis;

/// <summary>What <c>doctor</c> prints of the store's defences and of the record.</summary>
internal static class RecordDiagnosis
{
    /// <summary>Prints the defences that are not as declared, and returns their number.</summary>
    public static async Task<int> DefencesAsync(IHost host, CancellationToken cancel)
    {
        var database = host.Services.GetRequiredService<NpgsqlDataSource>();
        await using var connection = await database.OpenConnectionAsync(cancel);
        var sweep = host.Services.GetRequiredService<DefenceSweep>();
        var breaches = await sweep.FindAsync(connection, cancel);
        foreach (var breach in breaches)
            await Console.Out.WriteLineAsync($"{breach.Code}: {breach.Where}: {breach.Detail}");
        await Console.Out.WriteLineAsync(breaches.Count == 0
            ? "The defences of the store are as this program declares them."
            : $"{breaches.Count} defences of the store are not as this program declares them. A start with the "
                + "login that owns the store mends most of them.");
        return breaches.Count;
    }

    /// <summary>Prints the entries that today's rules would refuse, and returns their number.</summary>
    public static async Task<int> RefusedAsync(IHost host, CancellationToken cancel)
    {
        var found = 0;
        var review = host.Services.GetRequiredService<RecordReview>();
        await foreach (var (stream, entry, rejections) in review.RefusedAsync(cancel))
        {
            found++;
            var day = entry.Activity.OccurredOn is { } known ? $"{known:yyyy-MM-dd}" : "no date";
            await Console.Out.WriteLineAsync(
                $"{entry.ActivityId}  {entry.Activity.GetType().Name} of {day} on {stream}");
            foreach (var rejection in rejections)
                await Console.Out.WriteLineAsync($"  {rejection.Message}");
        }

        await Console.Out.WriteLineAsync(found == 0
            ? "Every entry on record would be accepted today."
            : $"{found} entries were recorded under earlier rules. They are shown as they stand: correct or retract "
                + "those that are wrong.");
        return found;
    }
}
