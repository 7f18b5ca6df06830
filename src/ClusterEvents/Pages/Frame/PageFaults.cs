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

    private static string Of(
        Language language, WordedFault fault, Func<string, Fault> other, string argument = "value") =>
        fault.Arguments.TryGetValue(argument, out var value) && value is string text
            ? RefusalText.Of(language, other(text)) : fault.Detail;
}
