using System.Security.Cryptography;
using ClusterEvents.LocalPostgres;
using ClusterEvents.Recording;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// The keys of the log. The store holds every public key that ever signed; the newest private key is in a file that
/// only its owner may read, or is given as a secret. It is created with the first checkpoint.
/// </summary>
/// <remarks>
/// Settings: <c>Log:Key</c>, a private key (<c>PRIVATE+KEY+…</c>) given as a secret; <c>Log:KeyFolder</c>, the folder
/// of key files; <c>Log:Origin</c>, the name of a new log.
/// </remarks>
public sealed class LogKeys(IConfiguration configuration, SecurityEvents security, ILogger<LogKeys> log)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private NoteSigner? _signer;
    private string? _missing;

    private string Folder => configuration["Log:KeyFolder"]
        ?? Path.Combine(configuration["data"] ?? LocalPostgresServer.DefaultDataFolder, "keys");

    /// <summary>The current signer; null if this node does not have the newest private key.</summary>
    public async Task<NoteSigner?> SignerAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var keys = await AllAsync(connection, cancel);
        if (keys.Count == 0) return _signer = await AddAsync(connection, NewOrGiven(), 1, cancel);
        if (_signer?.Verifier.Key == keys[^1].Key) return _signer;
        _signer = Find(keys[^1]);
        if (_signer is null && _missing != keys[^1].Key)
            log.LogError(
                "The private key of {Key} is not here: give it as Log:Key, or its file in {Folder}. Nothing is "
                + "sealed by this node until then.", keys[^1].Key, Folder);
        _missing = _signer is null ? keys[^1].Key : null;
        return _signer;
    }

    /// <summary>All public keys that ever signed, oldest first.</summary>
    /// <exception cref="InvalidDataException">One of them is malformed.</exception>
    public static async Task<IReadOnlyList<NoteVerifier>> AllAsync(
        NpgsqlConnection connection, CancellationToken cancel) =>
        [.. (await TextsAsync(connection, cancel)).Select(text => NoteVerifier.TryParse(text, out var key) ? key
            : throw new InvalidDataException($"{LogTables.Keys} holds a malformed key: {text}"))];

    /// <summary>The same keys as stored text, including malformed ones.</summary>
    public static async Task<IReadOnlyList<string>> TextsAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var query = new NpgsqlCommand($"select verifier from {LogTables.Keys} order by number", connection);
        await using var rows = await query.ExecuteReaderAsync(cancel);
        var keys = new List<string>();
        while (await rows.ReadAsync(cancel)) keys.Add(rows.GetString(0));
        return keys;
    }

    /// <summary>
    /// Creates a new key with the same name, which signs from the next checkpoint on; older keys remain valid for
    /// older checkpoints.
    /// </summary>
    public async Task<NoteSigner> RotateAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var keys = await AllAsync(connection, cancel);
        var signer = keys.Count == 0 ? NewOrGiven() : NoteSigner.Generate(keys[^1].Name);
        return await AddAsync(connection, signer, keys.Count + 1, cancel);
    }

    private NoteSigner NewOrGiven() => Given()
        ?? NoteSigner.Generate(configuration["Log:Origin"] is { Length: > 0 } origin ? origin
            : $"clusterevents.local/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");

    /// <summary>The private key given as a secret; null if none is.</summary>
    /// <exception cref="FormatException">The secret is not a private key.</exception>
    public static NoteSigner? Given(IConfiguration configuration)
    {
        if (configuration["Log:Key"] is not { Length: > 0 } secret) return null;
        try
        {
            return NoteSigner.Parse(secret);
        }
        catch (FormatException)
        {
            throw new FormatException("Log:Key must be a private key of the log: PRIVATE+KEY+<name>+<id>+<base64>.");
        }
    }

    private NoteSigner? Given() => Given(configuration);

    private NoteSigner? Find(NoteVerifier key)
    {
        if (Given() is { } given && given.Verifier.Key == key.Key) return given;
        var file = FileOf(key);
        if (!File.Exists(file)) return null;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~OwnerOnly) != 0)
            throw new InvalidDataException($"Others may read the log's key: chmod 600 {file}");
        return NoteSigner.Parse(File.ReadAllText(file).Trim());
    }

    private async Task<NoteSigner> AddAsync(
        NpgsqlConnection connection, NoteSigner signer, int number, CancellationToken cancel)
    {
        // Write the file first: a public key in the store without its private key would stop the log for ever.
        if (Given()?.Verifier.Key != signer.Verifier.Key) Keep(signer);
        await using var command = new NpgsqlCommand(
            $"insert into {LogTables.Keys} (number, verifier, since) values ($1, $2, clock_timestamp())", connection)
        { Parameters = { new() { Value = number }, new() { Value = signer.Verifier.Key } } };
        await command.ExecuteNonQueryAsync(cancel);
        security.KeyChanged("log", $"{signer.Verifier.Key} signs from now on");
        return signer;
    }

    private void Keep(NoteSigner signer)
    {
        Directory.CreateDirectory(Folder);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using var file = new FileStream(FileOf(signer.Verifier), options);
        file.Write(System.Text.Encoding.UTF8.GetBytes(signer.PrivateKey + "\n"));
        file.Flush(flushToDisk: true);
    }

    private string FileOf(NoteVerifier key) =>
        Path.Combine(Folder, $"{key.Name.Replace('/', '_')}+{key.KeyId:x8}.key");
}
