using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Witnessing;

/// <summary>
/// The witnesses (<c>Log:Witnesses:0:Key</c>, <c>Log:Witnesses:0:Url</c> and so on), and how many must cosign a
/// checkpoint (<c>Log:Quorum</c>; a majority by default).
/// </summary>
public sealed record WitnessSettings(IReadOnlyList<WitnessAddress> Witnesses, int Quorum)
{
    /// <exception cref="FormatException">A setting is malformed; the message says which.</exception>
    public static WitnessSettings Read(IConfiguration configuration)
    {
        WitnessAddress[] witnesses = [.. configuration.GetSection("Log:Witnesses").GetChildren().Select(One)];
        var quorum = configuration.GetValue("Log:Quorum", witnesses.Length == 0 ? 0 : (witnesses.Length / 2) + 1);
        if (quorum < 0 || quorum > witnesses.Length)
            throw new FormatException($"Log__Quorum is {quorum}: it must be between 0 and the number of "
                + $"Log__Witnesses, of which there are {witnesses.Length}.");
        return new(witnesses, quorum);
    }

    /// <summary>Reads the settings, so that a malformed one is reported.</summary>
    /// <exception cref="CannotStartException">A setting is malformed; the message says which.</exception>
    internal static WitnessSettings Require(IConfiguration configuration)
    {
        try
        {
            return Read(configuration);
        }
        catch (FormatException exception)
        {
            throw new CannotStartException(exception.Message);
        }
    }

    private static WitnessAddress One(IConfigurationSection section)
    {
        if (!NoteVerifier.TryParse(section["Key"] ?? "", out var key) || key.Type != NoteKeyType.Cosignature)
            throw new FormatException(
                $"{SettingName.Of(section)}__Key must be the verifier key of a witness: <name>+<id>+<base64>.");
        if (!Uri.TryCreate(section["Url"]?.TrimEnd('/') + "/", UriKind.Absolute, out var url))
            throw new FormatException($"{SettingName.Of(section)}__Url must be the address of the witness.");
        return new(key, url);
    }
}
