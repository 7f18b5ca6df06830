namespace ClusterEvents.Domain.Decisions;

/// <summary>
/// The attributes of a recording that may name persons, and are salted like personal fields: the recorder, texts that
/// the sender added, and a source that names the recorder.
/// </summary>
public static class PersonalAttributes
{
    public const string RecordedBy = "recordedby";
    public const string Source = "source";

    /// <summary>The names of the personal attributes of a draft.</summary>
    public static IEnumerable<string> Of(Draft draft) =>
    [
        RecordedBy, .. Recorder.IsNamedIn(draft.Source) ? [Source] : Array.Empty<string>(),
        .. draft.Extensions.Where(extension => extension.Value is string).Select(extension => extension.Key),
    ];
}
