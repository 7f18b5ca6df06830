using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Pages.Changes;

/// <summary>What can be done to an entry, for those who record.</summary>
internal static class EntryTools
{
    private static readonly (string, string, (string, string))[] Correct =
        [("correct", "fix", ("Đính chính", "Correct"))];

    /// <summary>The pages below the entry's own, each with its icon and name; none for those who only read.</summary>
    public static IReadOnlyList<(string Slug, string Icon, (string Vietnamese, string English) Name)> Of(
        HttpContext http, EntryState entry)
    {
        var isRecorder = http.User.IsInRole(Role.Recorder) || http.User.IsInRole(Role.Administrator);
        if (!isRecorder || entry.Activity is ICorrection) return [];
        if (entry.Retracted) return [Tool(ChangeKind.Reinstate, "undo")];
        var by = RecorderClaims.RecorderOf(http);
        var named = NamedCities.All(entry.Activity).Where(city => by.Cities.Contains(city.Value)).ToArray();
        return
        [
            .. HasForm(entry) ? Correct : [], Tool(ChangeKind.Retract, "undo"),
            .. Where(named.Except(entry.DisputedBy).Any(), ChangeKind.Dispute),
            .. Where(entry.DisputedBy.Any(city => by.MayRecordFor([city])), ChangeKind.Withdraw),
        ];
    }

    /// <summary>Whether people record its kind: what the program records follows from other entries.</summary>
    private static bool HasForm(EntryState entry) =>
        KindForms.All.Any(form => form.Type.ClrType == entry.Activity.GetType());

    private static (string, string, (string, string))[] Where(bool isPossible, ChangeKind kind) =>
        isPossible ? [Tool(kind, "dispute")] : [];

    private static (string, string, (string, string)) Tool(ChangeKind kind, string icon) =>
        (kind.Slug, icon, kind.Name);
}
