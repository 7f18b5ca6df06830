using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Pages.Recording.Forms;

namespace ClusterEvents.Pages.Recording;

/// <summary>What can be recorded about a thing that is on record.</summary>
internal static class FollowUps
{
    /// <summary>The forms that add to a stream of a kind, without the kind just recorded.</summary>
    public static IEnumerable<KindForm> Of(string stream, string? without = null) => KindForms.All.Where(form =>
        form.Type.Name != without && ((form.Type.StreamKind == stream && form.Type.Opens == Opens.Never && form.From is not null)
            || (stream == StreamKinds.Meeting && form.Type.Name is "DirectiveIssued")));

    /// <summary>Whether a kind is added to a thing that its form asks for.</summary>
    public static bool Asks(string kind) =>
        KindForms.All.FirstOrDefault(form => form.Type.Name == kind) is { From: not null, Type.Opens: Opens.Never };
}
