using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Views.Tables;

/// <summary>The words for states and other values that are no fields of events.</summary>
internal static class StateWords
{
    public static string NameOf(this Language language, MeetingStatus status) => status switch
    {
        MeetingStatus.Scheduled => language.In("Đã lên lịch", "Scheduled"),
        MeetingStatus.Postponed => language.In("Hoãn", "Postponed"),
        MeetingStatus.Held => language.In("Đã họp", "Held"),
        _ => language.In("Đã hủy", "Cancelled"),
    };

    public static string NameOf(this Language language, TributeKind kind) => kind switch
    {
        TributeKind.Flowers => language.In("Dâng hoa", "Flowers"),
        TributeKind.Incense => language.In("Dâng hương", "Incense"),
        _ => language.In("Viếng nghĩa trang liệt sĩ", "Visit to a martyrs' cemetery"),
    };

    /// <summary>How far an addressee is.</summary>
    public static string NameOf(this Language language, DirectiveView directive, AddresseeView addressee) =>
        directive.Status == DirectiveStatus.Revoked ? language.In("Đã thu hồi", "Revoked")
        : addressee.Overdue && addressee.Status != AddresseeStatus.Fulfilled ? language.In("Quá hạn", "Overdue")
        : addressee.Status switch
        {
            AddresseeStatus.Issued => language.In("Chưa tiếp nhận", "Not acknowledged"),
            AddresseeStatus.Acknowledged => language.In("Đã tiếp nhận", "Acknowledged"),
            AddresseeStatus.InProgress => language.In("Đang làm", "In progress"),
            _ => language.In("Đã hoàn thành", "Fulfilled"),
        };

    public static string NameOf(this Language language, TargetStatus status) => status switch
    {
        TargetStatus.Met => language.In("Đạt", "Met"),
        TargetStatus.Missed => language.In("Không đạt", "Missed"),
        TargetStatus.InProgress => language.In("Đang làm", "In progress"),
        _ => language.In("Chưa có số liệu", "No value yet"),
    };

    /// <summary>A goal in one line, such as “Ít nhất 90 %”.</summary>
    public static string NameOf(this Language language, Goal goal) =>
        $"{ChoiceNames.Of(language, goal.Operator.ToString())} {Valued(language, goal.Value, goal.Unit)}";

    /// <summary>A value with its unit, such as “72,5 %”.</summary>
    public static string Valued(this Language language, decimal value, TargetUnit unit) =>
        language.In(value) + unit switch
        {
            TargetUnit.Percent => " %",
            TargetUnit.Cases => language.In(" vụ", " cases"),
            _ => "",
        };
}
