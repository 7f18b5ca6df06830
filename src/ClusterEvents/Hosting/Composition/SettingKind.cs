using System.Globalization;

namespace ClusterEvents.Hosting.Composition;

/// <summary>What the value of a setting must be.</summary>
internal sealed class SettingKind
{
    /// <summary>A value or a section that a library reads.</summary>
    public static readonly SettingKind Any = new(_ => null);

    public static readonly SettingKind Text = new(_ => null);

    public static readonly SettingKind Flag =
        new(value => bool.TryParse(value, out _) ? null : "it must be true or false.");

    public static readonly SettingKind Number = new(
        value => int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _) ? null
            : "it must be a whole number.");

    public static readonly SettingKind Time = new(value => FaultOfTime(value));

    public static readonly SettingKind Level = new(
        value => Enum.GetNames<LogLevel>().Contains(value, StringComparer.OrdinalIgnoreCase) ? null
            : $"it must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}.");

    private readonly Func<string, string?> _faultOf;

    private SettingKind(Func<string, string?> faultOf) => _faultOf = faultOf;

    /// <summary>What a value must be; null if it is.</summary>
    public string? FaultOf(string value) => _faultOf(value);

    /// <summary>A number alone counts as days, which nobody means who writes one.</summary>
    private static string? FaultOfTime(string value) =>
        value.Contains(':', StringComparison.Ordinal)
        && TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero ? null
            : "it must be a time as hours:minutes:seconds, such as 00:05:00.";
}
