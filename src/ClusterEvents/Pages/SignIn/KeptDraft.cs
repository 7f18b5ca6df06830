namespace ClusterEvents.Pages.SignIn;

/// <summary>A form that was sent, with everything in it.</summary>
/// <param name="Path">The address below the language that it was sent to.</param>
/// <param name="Fields">Its fields in the order in which they were sent, with their values.</param>
internal sealed record KeptDraft(string Path, IReadOnlyList<KeyValuePair<string, string?[]>> Fields);
