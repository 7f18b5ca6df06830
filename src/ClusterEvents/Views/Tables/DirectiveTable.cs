namespace ClusterEvents.Views.Tables;

/// <summary>Directives as tables: a row an addressee, and their amendments.</summary>
internal static class DirectiveTable
{
    public static readonly ListTable<DirectiveView> Of = new("chi-dao", "directives",
        new ListSheet<DirectiveView, (DirectiveView Directive, AddresseeView To)>("Chỉ đạo", "Directives",
            directive => directive.Addressees.Select(one => (directive, one)),
            new("Ban hành", "Issued", (row, _) => row.Directive.IssuedOn),
            new("Nội dung chỉ đạo", "Directive", (row, _) => row.Directive.Summary) { Width = 60 },
            new("Đơn vị ban hành", "Issuer", (row, _) => row.Directive.Issuer.Name) { Width = 34 },
            new("Hình thức", "Basis", (row, names) => names.Choice(row.Directive.Basis)) { Width = 22 },
            new("Số văn bản", "Document", (row, _) => row.Directive.DocumentNumber) { Width = 20 },
            new("Ngày văn bản", "Date of the document", (row, _) => row.Directive.DocumentDate),
            new("Đơn vị thực hiện", "Addressee", (row, names) => names.City(row.To.CityId)) { Width = 24 },
            new("Hạn", "Due day", (row, _) => row.Directive.DueOn),
            new("Thời kỳ", "Horizon", (row, _) => row.Directive.Horizon) { Width = 20 },
            new("Tình trạng", "State", (row, names) => names.Language.NameOf(row.Directive, row.To)) { Width = 18 },
            new("Tiến độ (%)", "Progress (%)", (row, _) => row.To.Percent),
            new("Tiếp nhận", "Acknowledged", (row, _) => row.To.AcknowledgedOn),
            new("Hoàn thành", "Fulfilled", (row, _) => row.To.FulfilledOn),
            new("Hoàn thành muộn", "Fulfilled late", (row, names) => names.YesNo(row.To.Late)),
            new("Ghi chú gần nhất", "Last note", (row, _) => row.To.LastNote) { Width = 40 },
            new("Kết quả, minh chứng", "Evidence", (row, _) => row.To.Evidence) { Width = 40 },
            new("Nay thuộc", "Merged into", (row, names) => names.City(row.To.MergedInto)) { Width = 24 },
            new("Thu hồi", "Revoked", (row, _) => row.Directive.Revocation?.RevokedOn),
            new("Lý do thu hồi", "Reason of revocation", (row, _) => row.Directive.Revocation?.Reason) { Width = 30 },
            new("Phong trào", "Campaigns", (row, names) => names.Campaigns(row.Directive.CampaignIds)) { Width = 30 },
            new("Cụm", "Cluster", (row, names) => names.Cluster(row.Directive.ClusterId)) { Width = 20 },
            new("Mã chỉ đạo", "Directive id", (row, _) => row.Directive.DirectiveId) { Width = 38 }),
        new ListSheet<DirectiveView, (DirectiveView Directive, AmendmentView By)>("Điều chỉnh", "Amendments",
            directive => directive.Amendments.Select(one => (directive, one)),
            new("Ngày", "Day", (row, _) => row.By.AmendedOn),
            new("Nội dung chỉ đạo", "Directive", (row, _) => row.Directive.Summary) { Width = 60 },
            new("Hạn mới", "New due day", (row, _) => row.By.NewDueOn),
            new("Lý do", "Reason", (row, _) => row.By.Reason) { Width = 40 },
            new("Văn bản", "Document", (row, _) => row.By.DocumentRef) { Width = 24 },
            new("Mã chỉ đạo", "Directive id", (row, _) => row.Directive.DirectiveId) { Width = 38 }));
}
