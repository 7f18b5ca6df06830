namespace ClusterEvents.Pages.Frame;

/// <summary>What the frame shows around the content of a page.</summary>
/// <param name="Title">The title of the document, without the name of the program.</param>
/// <param name="Place">The place in the main navigation, such as <c>cities</c>; null for none.</param>
public sealed record PageHead(string Title, string? Place = null)
{
    /// <summary>The pages above this one: address and name, from the front page on.</summary>
    public IReadOnlyList<(string Address, string Name)> Above { get; init; } = [];

    /// <summary>The name of this page at the end of the path; null to leave the path out.</summary>
    public string? Name { get; init; }

    /// <summary>The position up to which the page includes events; null if it shows none.</summary>
    public long? Position { get; init; }

    /// <summary>The timeline of the page, such as <c>city/can-tho</c>, whose changes can be shown.</summary>
    public string? Timeline { get; init; }

    /// <summary>Whether the page belongs to a form, which has styles and a script of its own.</summary>
    public bool IsForm { get; init; }

    /// <summary>Further stylesheets, which only this page needs, as <see cref="PageAssets"/> names them.</summary>
    public IReadOnlyList<string> Styles { get; init; } = [];

    /// <summary>A script that only this page loads, as <see cref="PageAssets"/> names it; null for none.</summary>
    public string? Script { get; init; }

    /// <summary>The same data for programs: media type, name and address at the service.</summary>
    public IReadOnlyList<(string MediaType, string Name, string Address)> Data { get; init; } = [];
}
