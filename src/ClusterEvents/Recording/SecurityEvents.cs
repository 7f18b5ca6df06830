using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Recording;

/// <summary>
/// Logs what concerns security, one structured line each: what was done or refused, by whom, from where. Each kind has
/// a rate of its own, so that a flood of one hides no other and fills no disk; a line says how many were left out.
/// </summary>
public sealed class SecurityEvents(ILogger<SecurityEvents> log, TimeProvider time) : IDisposable
{
    public static readonly EventId SignInRefused = new(4001, nameof(SignInRefused));
    public static readonly EventId RightRefused = new(4002, nameof(RightRefused));
    public static readonly EventId Erasure = new(4003, nameof(Erasure));
    public static readonly EventId Restore = new(4004, nameof(Restore));
    public static readonly EventId KeyChange = new(4005, nameof(KeyChange));
    public static readonly EventId LeftOut = new(4006, nameof(LeftOut));

    /// <summary>The number of lines of one kind in a window.</summary>
    public const int Most = 20;

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private const int LongestText = 200;

    private const string Program = "the program";

    private readonly Lock _turn = new();
    private readonly Dictionary<int, Rate> _rates = [];

    /// <summary>A request was answered with 401 or 403.</summary>
    public void Refused(HttpContext http, EventId kind, string reason) => Write(
        kind, $"{http.Request.Method} {http.Request.Path}", Caller.Of(http).Key,
        Caller.AddressOf(http.Connection.RemoteIpAddress), $"refused, {reason}");

    /// <summary>Tells erasures among recordings; a refusal of the right to erase is one of the request.</summary>
    public void Recorded(IReadOnlyList<Draft> drafts, IReadOnlyList<RecordingResult> results)
    {
        foreach (var (draft, result) in drafts.Zip(results))
            if (draft.Activity is IErasure erasure && result.Recorded is not { Duplicate: true })
                Write(Erasure, $"personal fields of {erasure.TargetEventId}", draft.By.Subject,
                    draft.By.Address ?? Program,
                    result.Recorded is not null ? "done" : $"refused, {result.Rejections[0].Code}");
    }

    /// <summary>Events were recorded with their original times and recorders.</summary>
    public void Restored(Recorder by, long recorded, long refused) => Write(
        Restore, "events with their originals", by.Subject, by.Address ?? Program,
        $"{recorded} done, {refused} refused");

    /// <summary>A key changed: one that signs the log, or those of the issuer of tokens.</summary>
    public void KeyChanged(string whose, string change) =>
        Write(KeyChange, $"keys of the {whose}", Program, Program, change);

    public void Dispose()
    {
        lock (_turn)
            foreach (var rate in _rates.Values) rate.Ending?.Dispose();
    }

    private void Write(EventId kind, string what, string who, string from, string outcome)
    {
        lock (_turn)
        {
            if (!_rates.TryGetValue(kind.Id, out var rate)) _rates[kind.Id] = rate = new();
            // The window begins with its first event, and its end tells how many more there were.
            rate.Ending ??= time.CreateTimer(_ => End(kind, rate), null, Window, Timeout.InfiniteTimeSpan);
            if (++rate.Count > Most) return;
        }

        log.Log(LogLevel.Warning, kind, "{Event}: {What} by {Who} from {From}: {Outcome}",
            kind.Name, Shown(what), Shown(who), from, Shown(outcome));
    }

    private void End(EventId kind, Rate rate)
    {
        int leftOut;
        lock (_turn)
        {
            leftOut = rate.Count - Most;
            rate.Ending?.Dispose();
            (rate.Ending, rate.Count) = (null, 0);
        }

        if (leftOut > 0)
            log.Log(LogLevel.Warning, LeftOut, "{Event}: {Count} more within {Seconds} s are left out",
                kind.Name, leftOut, Window.TotalSeconds);
    }

    /// <summary>A text of a client on one line, which it cannot make look like another.</summary>
    private static string Shown(string text) => new(
        [.. text.Take(LongestText).Select(letter => Text.FaultOf(letter.ToString()) is null ? letter : '?')]);

    private sealed class Rate
    {
        public int Count { get; set; }

        public ITimer? Ending { get; set; }
    }
}
