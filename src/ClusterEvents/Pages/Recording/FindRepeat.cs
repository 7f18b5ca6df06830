using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Pages.Recording.Model;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.Similar;
using ClusterEvents.Timelines.Feeds;
using ClusterEvents.Timelines.Pages;
using Marten;

namespace ClusterEvents.Pages.Recording;

/// <summary>Finds the entry that what is about to be recorded may repeat, and compares the two.</summary>
internal sealed class FindRepeat(ISimilarEntries similar, IDocumentStore store, EventCatalogue catalogue)
{
    /// <summary>The comparison; null if nothing like it stands.</summary>
    public async Task<RepeatModel?> OfAsync(
        KindForm form, FormInput input, FormSituation situation, TriedRecording tried, CancellationToken cancel)
    {
        var stored = tried.Accepted[0].Stored;
        var found = await similar.FindAsync([SimilarQuestion.About(stored, situation.Language)], cancel);
        if (found[0] is not [var first, ..]
            || await ReadActivity.FindAsync(first.ActivityId, null, store, catalogue, cancel) is not { } entry)
            return null;
        var standing = FeedEntry.Of(ShownEntry.Of(entry, situation.Language, corrections: false), catalogue).Activity;
        var (old, @new) = (With(FormReview.Understood(form, standing, situation), standing, situation.Language),
            With(FormReview.Understood(form, stored.Activity, situation), stored.Activity, situation.Language));
        return new(form, situation, first,
            [
                .. old.Concat(@new).Select(one => one.Name).Distinct()
                    .Select(name => (name, Of(old, name), Of(@new, name))),
            ],
            [.. input.Carried], input["do"] == "repeat");
    }

    private static string? Of(IReadOnlyList<(string Name, string Value)> values, string name) =>
        values.Where(one => one.Name == name).Select(one => one.Value).FirstOrDefault();

    private static IReadOnlyList<(string Name, string Value)> With(
        IReadOnlyList<(string Name, string Value)> values, Domain.Model.Activity activity, Language language) =>
        FeedEntry.SourceLines(activity.Sources, language).ToArray() is { Length: > 0 } sources
            ? [.. values, (language.In("Nguồn", "Sources"), string.Join("; ", sources))] : values;
}
