using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Timelines.Pages;

namespace ClusterEvents.Auditing;

/// <summary>The options of a replayed timeline, as in a timeline query.</summary>
public sealed record ReplayView(
    Language Language = Language.Vietnamese, bool Ascending = false, bool Retracted = false, bool Corrections = false)
{
    public ShownEntry Show(TimelineEntry entry) => ShownEntry.Of(entry, Language, Corrections);
}
