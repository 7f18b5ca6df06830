namespace ClusterEvents.Views.Tables;

/// <summary>The registers of cities, clusters and campaigns as tables.</summary>
internal static class RegisterTables
{
    public static readonly ListTable<CityView> Cities = new("dia-phuong", "cities",
        new ListSheet<CityView, CityView>("Địa phương", "Cities", one => [one],
            new("Tên", "Name", (row, _) => row.Name) { Width = 30 },
            new("Mã đơn vị hành chính", "GSO code", (row, _) => row.GsoCode),
            new("Mã ISO 3166-2", "ISO 3166-2 code", (row, _) => row.IsoCode),
            new("Có từ ngày", "Valid from", (row, _) => row.ValidFrom),
            new("Đã nhập vào đây", "Predecessors", (row, names) => names.Cities(row.Predecessors)) { Width = 34 },
            new("Nay thuộc", "Merged into", (row, names) => names.City(row.MergedInto)) { Width = 30 },
            new("Từ ngày", "Effective on", (row, _) => row.EffectiveOn),
            new("Mã", "Id", (row, _) => row.CityId) { Width = 20 }),
        new ListSheet<CityView, (CityView City, Domain.Cities.CityName Name)>("Tên gọi", "Names",
            city => city.Names.Select(name => (city, name)),
            new("Tên", "Name", (row, _) => row.Name.Name) { Width = 30 },
            new("Từ ngày", "From", (row, _) => row.Name.From),
            new("Mã ISO 3166-2", "ISO 3166-2 code", (row, _) => row.Name.IsoCode),
            new("Mã", "Id", (row, _) => row.City.CityId) { Width = 20 }));

    public static readonly ListTable<ClusterListed> Clusters = new("cum", "clusters",
        new ListSheet<ClusterListed, ClusterListed>("Cụm", "Clusters", one => [one],
            new("Tên", "Name", (row, _) => row.Name) { Width = 30 },
            new("Cơ quan quản lý", "Governing body", (row, _) => row.GoverningBody) { Width = 34 },
            new("Khối", "Block", (row, _) => row.Block) { Width = 24 },
            new("Số", "Number", (row, _) => row.Number),
            new("Mã", "Id", (row, _) => row.ClusterId) { Width = 24 }));

    public static readonly ListTable<CampaignView> Campaigns = new("phong-trao", "campaigns",
        new ListSheet<CampaignView, CampaignView>("Phong trào", "Campaigns", one => [one],
            new("Tên", "Name", (row, _) => row.Name) { Width = 40 },
            new("Hình thức", "Form", (row, names) => names.Choice(row.Form)) { Width = 18 },
            new("Từ ngày", "From", (row, _) => row.Period.From),
            new("Đến ngày", "To", (row, _) => row.Period.To),
            new("Ai phát động", "Launcher", (row, _) => row.Launcher.Name) { Width = 34 },
            new("Khẩu hiệu", "Slogan", (row, _) => row.Slogan) { Width = 44 },
            new("Cụm", "Cluster", (row, names) => names.Cluster(row.ClusterId)) { Width = 24 },
            new("Đã kết thúc", "Concluded", (row, names) => names.YesNo(row.Concluded)),
            new("Kết thúc ngày", "Concluded on", (row, _) => row.ConcludedOn),
            new("Các đợt đang mở", "Open drives", (row, _) => string.Join("; ", row.OpenDrives)) { Width = 34 },
            new("Mã", "Id", (row, _) => row.CampaignId) { Width = 30 }));
}
