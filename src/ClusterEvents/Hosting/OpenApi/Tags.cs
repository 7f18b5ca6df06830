namespace ClusterEvents.Hosting.OpenApi;

/// <summary>What the operations under each tag are about.</summary>
internal static class Tags
{
    public static readonly IReadOnlyDictionary<string, string> Descriptions = new Dictionary<string, string>
    {
        ["Audit"] = "For auditors: verify the record, rebuild a timeline from raw events, and compare two moments.",
        ["Campaigns"] = "Emulation movements (phong trào thi đua), an edition a year: launch, drives, pacts, reviews, "
            + "assessments, priorities and conclusion.",
        ["Ceremonies"] = "Flowers, incense and visits to martyrs' cemeteries.",
        ["Cities"] = "The register of centrally run cities, their names and mergers.",
        ["Clusters"] = "Emulation clusters (cụm thi đua), their members, leadership and regulations.",
        ["Commendations"] = "Titles, orders and certificates that a decision awards or revokes.",
        ["Community"] = "Gifts and help to the community.",
        ["Corrections"] = "An entry is corrected, retracted, reinstated or disputed, and personal fields are erased. "
            + "Nothing recorded is ever edited.",
        ["Directives"] = "Instructions (chỉ đạo) to cities, with due days, progress and fulfilment.",
        ["Evaluations"] = "Cross inspections, score sheets and nominations.",
        ["Events"] = "The record itself as CloudEvents: record events of any type, replay all, or read one stream.",
        ["Health"] = "Whether the service lives, and can serve; for probes.",
        ["Imports"] = "Spreadsheets: a template to fill in, an upload as a draft, and its confirmation.",
        ["Log"] = "The transparency log that proves the record: checkpoints, keys, tiles and receipts.",
        ["Meetings"] = "Conferences of a cluster: scheduled, postponed, cancelled or held, with the remarks.",
        ["Sources"] = "Publications and documents that state what is on record.",
        ["Targets"] = "Measurable goals of cities (chỉ tiêu), with reported values and results.",
        ["Timelines"] = "What happened, in its order: of a city, a campaign edition or a cluster; and search.",
        ["Webhooks"] = "Deliveries to other programs that were given up; for an administrator.",
    };
}
