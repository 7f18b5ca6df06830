using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Recording.Problems;

namespace ClusterEvents.Pages.Frame;

/// <summary>
/// The sentences of faults in an address, as people read them: days as 03/07/2026, no names for programs.
/// </summary>
internal static class PageFaults
{
    public static string Of(Language language, WordedFault fault) => fault.Code switch
    {
        "not-a-day" => Of(language, fault, value => new("not-a-date", ("value", value))),
        "not-a-choice" or "unknown-event-type" => Of(language, fault, value => new("unknown-choice", ("value", value))),
        "unknown-parameter" => Of(language, fault, name => new("not-a-filter", ("name", name)), "name"),
        _ => fault.Detail,
    };

    /// <summary>The fault as a form tells it, which keeps what was typed and has buttons of its own.</summary>
    public static Fault InForms(Fault fault) => fault.Code switch
    {
        "idempotency-key-reused" => new("form-used-already"),
        "stale-version" => new("stream-grew", ("entry", fault["entry"])),
        "concurrent-write" => new("record-grew"),
        _ => fault,
    };

    private static string Of(
        Language language, WordedFault fault, Func<string, Fault> other, string argument = "value") =>
        fault.Arguments.TryGetValue(argument, out var value) && value is string text
            ? RefusalText.Of(language, other(text)) : fault.Detail;
}
