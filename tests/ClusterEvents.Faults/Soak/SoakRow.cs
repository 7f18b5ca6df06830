using System.Globalization;

namespace ClusterEvents.Faults.Soak;

/// <summary>One measurement: a row of the table.</summary>
/// <param name="At">Since the load began.</param>
/// <param name="Resident">The resident memory of the measured node, in MB.</param>
/// <param name="Committed">What its heap holds of the system's memory, in MB.</param>
/// <param name="Heap">Its heap after the last collection, in MB.</param>
/// <param name="Live">Its heap after a collection of everything, in MB; null where none was asked for.</param>
/// <param name="Collections">Collections of everything so far.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Handles">Its open files and connections.</param>
/// <param name="Processor">The processor that it used since the row before, in percent of one.</param>
/// <param name="Store">What the database told.</param>
/// <param name="Recorded">Events acknowledged so far.</param>
/// <param name="Recording">Median, 99th percentile and greatest time of a submission, in ms, with all attempts.</param>
/// <param name="Reading">The same of a visit.</param>
/// <param name="Restarts">Restarts so far.</param>
/// <param name="Refusals">Answers other than 200 and 201 so far.</param>
internal sealed record SoakRow(
    TimeSpan At, double Resident, double Committed, double Heap, double? Live, double Collections, int Threads,
    int Handles, double Processor, StoreSize Store, int Recorded,
    (double Median, double Slow, double Slowest) Recording, (double Median, double Slow, double Slowest) Reading,
    int Restarts, string Refusals)
{
    public const string Header =
        "minutes,resident_mb,committed_mb,heap_mb,live_mb,collections,threads,handles,processor_percent,connections,"
        + "database_mb,postgres_mb,recorded,record_p50_ms,record_p99_ms,record_max_ms,read_p50_ms,read_p99_ms,"
        + "read_max_ms,restarts,refusals";

    public string ToCsv() => string.Create(CultureInfo.InvariantCulture,
        $"{At.TotalMinutes:0.00},{Resident:0.0},{Committed:0.0},{Heap:0.0},{Live:0.00},{Collections},{Threads},"
        + $"{Handles},{Processor:0.0},{Store.Connections},{Store.Database:0.0},{Store.Memory:0.0},{Recorded},"
        + $"{Times(Recording)},{Times(Reading)},{Restarts},{Refusals}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{At.TotalMinutes:0} min: resident {Resident:0} MB, heap {Heap:0} MB{Living}, {Threads} threads, "
        + $"{Handles} handles, processor {Processor:0} %; PostgreSQL {Store.Connections} connections, "
        + $"{Store.Memory:0} MB, database {Store.Database:0} MB; {Recorded} recorded, p50 {Recording.Median:0} ms, "
        + $"p99 {Recording.Slow:0} ms; read p50 {Reading.Median:0} ms, p99 {Reading.Slow:0} ms; {Refusals}");

    private string Living => Live is { } live ? string.Create(CultureInfo.InvariantCulture, $" ({live:0.0} live)") : "";

    private static string Times((double Median, double Slow, double Slowest) times) =>
        string.Create(CultureInfo.InvariantCulture, $"{times.Median:0},{times.Slow:0},{times.Slowest:0}");
}
