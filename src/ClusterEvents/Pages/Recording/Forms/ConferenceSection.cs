using ClusterEvents.Pages.Recording.Model;

namespace ClusterEvents.Pages.Recording.Forms;

/// <summary>A part of a conference that becomes an entry of its own, or several.</summary>
/// <param name="Id">Its id on the page.</param>
/// <param name="Prefix">What its fields begin with; a list has a number behind it.</param>
/// <param name="Vietnamese">Its heading.</param>
/// <param name="English">The same in English.</param>
/// <param name="Form">The form of the entry.</param>
/// <param name="Paths">The fields that it shows.</param>
public sealed record ConferenceSection(
    string Id, string Prefix, string Vietnamese, string English, KindForm Form, params IReadOnlyList<string> Paths)
{
    /// <summary>Whether there may be several.</summary>
    public bool IsList { get; init; }

    /// <summary>The fields without which there is nothing to record.</summary>
    public IReadOnlyList<string> Says { get; init; } = [];

    /// <summary>One of them is called, for a list.</summary>
    public (string Vietnamese, string English) One { get; init; }

    /// <summary>What may be done in the tribute before the meeting.</summary>
    public static readonly IReadOnlyList<(string Value, string Vietnamese, string English)> Rites =
        [("flowers", "Dâng hoa", "Flowers"), ("incense", "Dâng hương", "Incense")];

    public static readonly IReadOnlyList<ConferenceSection> All =
    [
        new("s1", "", "Hội nghị", "Meeting", MeetingForms.Held,
            "kind", "venue", "hostUnit", "chair", "attendance", "cityIds"),
        new("s2", "rite", "Dâng hoa, dâng hương trước giờ họp", "Tribute before the meeting", CeremonyForms.Flowers,
            "honouree", "place"),
        new("s3", "remarks", "Phát biểu", "Remarks", MeetingForms.Remarks, "kind", "person", "gist")
        {
            IsList = true, Says = ["person.name", "person.rank", "person.post", "gist", "kind"],
            One = ("Người phát biểu thứ", "Speaker"),
        },
        new("s4", "review", "Sơ kết, tổng kết phong trào", "Review of the campaign", CampaignForms.Reviewed,
            "kind", "period")
        {
            Says = ["kind"],
        },
        new("s5", "assessment", "Đánh giá", "Assessment", CampaignForms.Assessed, "items"),
        new("s6", "priorities", "Nhiệm vụ trọng tâm", "Priorities", CampaignForms.Priorities, "items", "horizon"),
        new("s7", "directives", "Chỉ đạo", "Directives", DirectiveForms.Issued,
            "summary", "documentNumber", "documentDate", "dueOn")
        {
            IsList = true, Says = ["summary", "documentNumber", "dueOn"], One = ("Chỉ đạo thứ", "Directive"),
        },
    ];

    /// <summary>The prefixes of its entries: one, or one a row.</summary>
    public IEnumerable<string> PrefixesIn(FormInput input) => Prefix.Length == 0 ? [""]
        : !IsList ? [$"{Prefix}."]
        : Enumerable.Range(0, Math.Max(1, input.RowsOf(Prefix))).Select(row => $"{Prefix}[{row}].");

    /// <summary>Whether the part is there: it was not left out, and something was entered.</summary>
    public bool IsGiven(FormInput input, string prefix)
    {
        if (input[$"no-{Id}"] is not null) return false;
        if (Id == "s1") return true;
        if (Id == "s2") return input["rite"] is not null;
        return Says.Count > 0 ? Says.Any(path => input[prefix + path] is not null)
            : input.Texts.Keys.Any(name => name.StartsWith(prefix, StringComparison.Ordinal)
                && !name.EndsWith(".polarity", StringComparison.Ordinal) && input[name] is not null);
    }
}
