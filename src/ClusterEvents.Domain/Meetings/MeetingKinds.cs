using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Meetings;

/// <summary>The display texts of meeting kinds.</summary>
public static class MeetingKinds
{
    public static string In(this Language language, MeetingKind kind) => kind switch
    {
        MeetingKind.PactSigning => language.In("Hội nghị ký kết giao ước thi đua", "Pact signing conference"),
        MeetingKind.MidYearReview => language.In("Hội nghị sơ kết", "Mid-year review conference"),
        MeetingKind.YearEndReview => language.In("Hội nghị tổng kết", "Year-end review conference"),
        MeetingKind.Thematic => language.In("Hội nghị chuyên đề", "Thematic conference"),
        _ => language.In("Hội nghị", "Meeting"),
    };

    /// <summary>The host for display; null if the venue names it already.</summary>
    public static string? Host(this Language language, string venue, Organisation hostUnit) =>
        hostUnit.Name == venue ? null : language.In($"Đơn vị đăng cai: {hostUnit.Name}", $"Host: {hostUnit.Name}");
}
