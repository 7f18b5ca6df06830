namespace ClusterEvents.Hosting.Composition;

/// <summary>A setting that cannot be meant as it is given.</summary>
/// <param name="Path">Its path in the configuration.</param>
/// <param name="Sentence">What is wrong, and what to write instead.</param>
internal sealed record SettingFault(string Path, string Sentence)
{
    /// <summary>A setting that nothing reads.</summary>
    public static SettingFault Unknown(IConfigurationSection setting, string? meant) => new(setting.Path,
        $"{SettingName.Of(setting)} is no setting of this program. "
        + (meant is null ? "Remove it, or look in the README for the one that is meant." : $"Is {meant} meant?"));
}
