using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Targets;

/// <summary>The display texts of goals and of values in their unit.</summary>
internal static class Goals
{
    public static string In(this Language language, Goal goal) => DisplayFormat.Line(
        $"{goal.Metric} {Comparison(goal.Operator, language)} {language.In(goal.Value, goal.Unit)}",
        goal.Baseline is { } baseline
            ? language.In($"Mốc so sánh: {language.In(baseline)}", $"Baseline {language.In(baseline)}") : null,
        language.In($"Hạn: {language.In(goal.DueOn)}", $"Due {language.In(goal.DueOn)}"));

    /// <summary>The unit as it stands behind a value.</summary>
    public static string In(this Language language, TargetUnit unit) => unit switch
    {
        TargetUnit.Percent => "%",
        TargetUnit.Cases => language.In(" vụ", " cases"),
        _ => "",
    };

    private static string In(this Language language, decimal value, TargetUnit unit) =>
        language.In(value) + language.In(unit);

    private static string Comparison(TargetOperator comparison, Language language) => comparison switch
    {
        TargetOperator.AtLeast => "≥",
        TargetOperator.AtMost => "≤",
        TargetOperator.Equal => "=",
        _ => language.In("giảm", "reduced by"),
    };
}
