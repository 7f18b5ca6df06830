using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Views.Tables;

/// <summary>Meetings with their remarks, and ceremonies with their tributes, as tables.</summary>
internal static class MeetingTables
{
    public static readonly ListTable<MeetingView> Meetings = new("hoi-nghi", "meetings",
        new ListSheet<MeetingView, MeetingView>("Hội nghị", "Meetings", one => [one],
            new("Ngày", "Day", (row, _) => row.ListedOn),
            new("Loại", "Kind", (row, names) => names.Choice(row.Kind)) { Width = 18 },
            new("Tình trạng", "State", (row, names) => names.Language.NameOf(row.Status)),
            new("Ngày dự kiến", "Planned day", (row, _) => row.PlannedOn),
            new("Ngày họp", "Held on", (row, _) => row.HeldOn),
            new("Đơn vị đăng cai", "Host", (row, _) => row.HostUnit.Name) { Width = 34 },
            new("Địa điểm", "Venue", (row, _) => row.Venue) { Width = 34 },
            new("Chủ trì", "Chair", (row, _) => row.Chair?.Full()) { Width = 34 },
            new("Số người dự", "Attendance", (row, _) => row.Attendance),
            new("Địa phương", "Cities", (row, names) => names.Cities(row.CityIds)) { Width = 30 },
            new("Phong trào", "Campaigns", (row, names) => names.Campaigns(row.CampaignIds)) { Width = 30 },
            new("Cụm", "Cluster", (row, names) => names.Cluster(row.ClusterId)) { Width = 20 },
            new("Mã hội nghị", "Meeting id", (row, _) => row.MeetingId) { Width = 38 }),
        new ListSheet<MeetingView, (MeetingView Meeting, RemarksView Remarks)>("Phát biểu", "Remarks",
            meeting => meeting.Remarks.Select(one => (meeting, one)),
            new("Ngày", "Day", (row, _) => row.Remarks.DeliveredOn),
            new("Loại", "Kind", (row, names) => names.Choice(row.Remarks.Kind)),
            new("Người phát biểu", "Speaker", (row, _) => row.Remarks.Person.Full()) { Width = 44 },
            new("Nội dung", "Gist", (row, _) => row.Remarks.Gist) { Width = 60 },
            new("Hội nghị", "Meeting", (row, names) => names.Choice(row.Meeting.Kind)) { Width = 18 },
            new("Mã hội nghị", "Meeting id", (row, _) => row.Meeting.MeetingId) { Width = 38 }));

    public static readonly ListTable<CeremonyView> Ceremonies = new("tri-an", "ceremonies",
        new ListSheet<CeremonyView, (CeremonyView Ceremony, TributeView Tribute)>("Tri ân", "Ceremonies",
            ceremony => ceremony.Tributes.Select(one => (ceremony, one)),
            new("Ngày", "Day", (row, _) => row.Tribute.PaidOn),
            new("Loại", "Kind", (row, names) => names.Language.NameOf(row.Tribute.Kind)) { Width = 22 },
            new("Tưởng niệm, tri ân", "Honouree", (row, _) => row.Tribute.Honouree) { Width = 34 },
            new("Địa điểm", "Place", (row, _) => row.Tribute.Place) { Width = 34 },
            new("Đơn vị tham gia", "Participants", (row, names) => names.Cities(row.Tribute.Participants))
            {
                Width = 30,
            },
            new("Địa phương", "Cities", (row, names) => names.Cities(row.Ceremony.CityIds)) { Width = 30 },
            new("Phong trào", "Campaigns", (row, names) => names.Campaigns(row.Ceremony.CampaignIds)) { Width = 30 },
            new("Cụm", "Cluster", (row, names) => names.Cluster(row.Ceremony.ClusterId)) { Width = 20 },
            new("Gắn với", "Related to", (row, _) => row.Tribute.RelatedTo?.ToString()) { Width = 38 },
            new("Mã buổi lễ", "Ceremony id", (row, _) => row.Ceremony.CeremonyId) { Width = 38 }));
}
