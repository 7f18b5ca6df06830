using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Timelines.Feeds;

/// <summary>The words for the choices of the envelope.</summary>
internal static class EntryWords
{
    /// <summary>The part of the day; empty if it is unknown.</summary>
    public static string NameOf(this Language language, DayPart? part) => part switch
    {
        DayPart.Morning => language.In("Buổi sáng", "Morning"),
        DayPart.Afternoon => language.In("Buổi chiều", "Afternoon"),
        DayPart.Evening => language.In("Buổi tối", "Evening"),
        _ => "",
    };

    public static string NameOf(this Language language, Precision precision) => precision switch
    {
        Precision.Day => language.In("Đúng ngày", "Day"),
        Precision.Month => language.In("Trong tháng", "Month"),
        Precision.Year => language.In("Trong năm", "Year"),
        Precision.OnOrBefore => language.In("Muộn nhất ngày này", "On or before"),
        Precision.Quarter => language.In("Trong quý", "Quarter"),
        _ => language.In("Không rõ ngày", "Unknown"),
    };

    public static string NameOf(this Language language, Scope scope) => scope switch
    {
        Scope.Cluster => language.In("Cả cụm", "Whole cluster"),
        Scope.Campaign => language.In("Phong trào", "Campaign"),
        _ => language.In("Địa phương", "Cities"),
    };

    public static string NameOf(this Language language, Assertion assertion) => assertion == Assertion.Inferred
        ? language.In("Suy luận", "Inferred") : language.In("Nguồn nêu rõ", "Stated");

    /// <summary>The unit of a value; empty for a plain count.</summary>
    public static string NameOf(this Language language, TargetUnit? unit) => unit switch
    {
        TargetUnit.Percent => "%",
        TargetUnit.Cases => language.In("vụ", "cases"),
        _ => "",
    };

    /// <summary>That a city disputes an entry as it stands.</summary>
    public static string NameOfDispute(this Language language) => language.In("Bị phản bác", "Disputed");

    /// <summary>The sheet of entries in a workbook.</summary>
    public static string NameOfEntries(this Language language) => language.In("Hoạt động", "Entries");

    /// <summary>The sheet of corrections in a workbook.</summary>
    public static string NameOfCorrections(this Language language) => language.In("Đính chính", "Corrections");

    public static string YesNo(this Language language, bool yes) =>
        yes ? language.In("Có", "Yes") : language.In("Không", "No");
}
