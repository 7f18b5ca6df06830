using System.Text;
using ClusterEvents.LocalPostgres;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// The private keys of the log that this node has: files that only their owner may read, or a secret.
/// </summary>
/// <remarks>
/// Settings: <c>Log:Key</c>, a private key (<c>PRIVATE+KEY+…</c>) given as a secret; <c>Log:KeyFolder</c>, the folder
/// of key files; <c>Log:Origin</c>, the name of a new log.
/// </remarks>
internal sealed class LogKeyFiles(IConfiguration configuration)
{
    /// <summary>What the files of private keys are called.</summary>
    public const string Pattern = "*.key";

    /// <summary>A file is named after it.</summary>
    private const int LongestOrigin = 100;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>One check of each setting; it throws <see cref="CannotStartException"/>, which names it.</summary>
    public static IEnumerable<Action> Checks(IConfiguration configuration)
    {
        var files = new LogKeyFiles(configuration);
        return [() => _ = files.Given, () => _ = files.Origin];
    }

    public string Folder => configuration["Log:KeyFolder"]
        ?? Path.Combine(configuration["data"] ?? LocalPostgresServer.DefaultDataFolder, "keys");

    /// <summary>The private key given as a secret; null if none is.</summary>
    /// <exception cref="CannotStartException">The secret is not a private key.</exception>
    public NoteSigner? Given
    {
        get
        {
            if (configuration["Log:Key"] is not { Length: > 0 } secret) return null;
            try
            {
                return NoteSigner.Parse(secret);
            }
            catch (FormatException)
            {
                throw new CannotStartException("Log__Key must be a private key of the log: "
                    + "PRIVATE+KEY+<name>+<id>+<base64>.");
            }
        }
    }

    /// <summary>The name of a new log; null if none is given.</summary>
    /// <exception cref="CannotStartException">No key can have it, so that nothing would ever be sealed.</exception>
    public string? Origin => configuration["Log:Origin"] is not { Length: > 0 } origin ? null
        : NoteSigner.IsName(origin) && origin.Length <= LongestOrigin && !origin.Any(char.IsControl) ? origin
        : throw new CannotStartException($"Log__Origin is `{origin}`: it must be a name of up to {LongestOrigin} "
            + "characters without blanks and `+`, such as cluster.example.org/log.");

    /// <summary>The private key of a public one; null if <see cref="FaultOf"/> says why it cannot be used.</summary>
    public NoteSigner? Find(NoteVerifier key)
    {
        if (Given is { } given && given.Verifier.Key == key.Key) return given;
        return FaultOf(key) is null ? NoteSigner.Parse(File.ReadAllText(FileOf(key)).Trim()) : null;
    }

    /// <summary>Why the private key of a public one cannot be used, and what to do about it; null if it can.</summary>
    public string? FaultOf(NoteVerifier key)
    {
        if (Given?.Verifier.Key == key.Key) return null;
        var file = FileOf(key);
        if (!File.Exists(file))
            return $"The private key of {key.Key} is not here: give it as Log__Key, or its file in {Folder}. Nothing "
                + "is sealed by this node until then.";
        if (OpenToOthers(file)) return "Others may read the log's key, and this node does not seal with it: "
            + $"chmod 600 {file}";
        try
        {
            NoteSigner.Parse(File.ReadAllText(file).Trim());
            return null;
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException)
        {
            return $"The log's key {file} cannot be read ({exception.Message}). Restore it from a backup. Nothing is "
                + "sealed by this node until then.";
        }
    }

    /// <summary>Whether others than its owner have a right on a file.</summary>
    public static bool OpenToOthers(string file) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~OwnerOnly) != 0;

    public void Keep(NoteSigner signer)
    {
        Directory.CreateDirectory(Folder);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(FileOf(signer.Verifier), options);
        file.Write(Encoding.UTF8.GetBytes(signer.PrivateKey + "\n"));
        file.Flush(flushToDisk: true);
    }

    private string FileOf(NoteVerifier key) =>
        Path.Combine(Folder, $"{key.Name.Replace('/', '_')}+{key.KeyId:x8}.key");
}
