namespace ClusterEvents.Pages.Recording.Model;

/// <summary>One of the things that a find box has found.</summary>
/// <param name="Value">What the field will hold.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Detail">What tells it from others; empty if its name does.</param>
public sealed record FoundChoice(string Value, string Title, string Detail);
