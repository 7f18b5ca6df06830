using System.Globalization;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Pages.Boards;

/// <summary>Values and goals of targets as people write them.</summary>
internal static class TargetWords
{
    /// <summary>A value with its unit.</summary>
    public static string Value(decimal value, TargetUnit unit, Language language) =>
        value.ToString("0.####", CultureInfo.InvariantCulture).Replace('.', language == Language.Vietnamese ? ',' : '.')
        + unit switch
        {
            TargetUnit.Percent => " %",
            TargetUnit.Cases => language.In(" vụ", " cases"),
            _ => "",
        };

    public static string Goal(Goal goal, Language language) => goal.Operator switch
    {
        TargetOperator.AtLeast => "≥ ",
        TargetOperator.AtMost => "≤ ",
        TargetOperator.Equal => "= ",
        _ => language.In("giảm ", "reduce by "),
    } + Value(goal.Value, goal.Unit, language);
}
