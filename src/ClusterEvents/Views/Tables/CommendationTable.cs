namespace ClusterEvents.Views.Tables;

/// <summary>Commendations as a table, a row each.</summary>
internal static class CommendationTable
{
    public static readonly ListTable<CommendationView> Of = new("khen-thuong", "commendations",
        new ListSheet<CommendationView, CommendationView>("Khen thưởng", "Commendations", one => [one],
            new("Ngày trao", "Awarded", (row, _) => row.AwardedOn),
            new("Danh hiệu", "Title", (row, _) => row.Title) { Width = 40 },
            new("Tên trong luật khi ấy", "Name in the law of that day",
                (row, names) => names.In(row.TitleName ?? "", row.TitleEnglish ?? ""))
            { Width = 40 },
            new("Mã danh hiệu", "Code of the title", (row, _) => row.TitleCode) { Width = 20 },
            new("Đơn vị được khen", "Recipient", (row, names) => names.City(row.RecipientUnit)) { Width = 24 },
            new("Cấp khen thưởng", "Level", (row, _) => row.Level) { Width = 24 },
            new("Số quyết định", "Decision", (row, _) => row.DecisionNumber) { Width = 22 },
            new("Ngày quyết định", "Date of the decision", (row, _) => row.DecisionDate),
            new("Đã thu hồi", "Revoked", (row, names) => names.YesNo(row.Revoked)),
            new("Ngày thu hồi", "Revoked on", (row, _) => row.Revocation?.RevokedOn),
            new("Quyết định thu hồi", "Decision of revocation", (row, _) => row.Revocation?.DecisionNumber)
            {
                Width = 22,
            },
            new("Lý do thu hồi", "Reason of revocation", (row, _) => row.Revocation?.Reason) { Width = 30 },
            new("Phong trào", "Campaigns", (row, names) => names.Campaigns(row.CampaignIds)) { Width = 30 },
            new("Cụm", "Cluster", (row, names) => names.Cluster(row.ClusterId)) { Width = 20 },
            new("Mã khen thưởng", "Commendation id", (row, _) => row.CommendationId) { Width = 38 }));
}
