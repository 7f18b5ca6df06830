namespace ClusterEvents;

/// <summary>The names of settings in messages: as environment variables, in which any setting can be given.</summary>
internal static class SettingName
{
    /// <summary>The name of a setting by its path: <c>Log__Quorum</c> of <c>Log:Quorum</c>.</summary>
    public static string Of(string path) => path.Replace(":", "__", StringComparison.Ordinal);

    public static string Of(IConfigurationSection setting) => Of(setting.Path);
}
