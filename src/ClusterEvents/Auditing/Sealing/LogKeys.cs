using System.Security.Cryptography;
using ClusterEvents.EventStore.Schema;
using ClusterEvents.Recording;
using ClusterEvents.TransparencyLog;
using Npgsql;

namespace ClusterEvents.Auditing.Sealing;

/// <summary>
/// The keys of the log. The store holds every public key that ever signed; the newest private key is in a file that
/// only its owner may read, or is given as a secret. It is created with the first checkpoint.
/// </summary>
/// <remarks>
/// A node also remembers the public keys of the log of its database outside of it (<see cref="RememberedKeys"/>). It
/// never begins a second log: where the store does not name what the node remembers, the log was taken out or replaced.
/// </remarks>
/// <remarks>The settings are in <see cref="LogKeyFiles"/>.</remarks>
public sealed class LogKeys(IConfiguration configuration, SecurityEvents security, ILogger<LogKeys> log)
{
    private readonly LogKeyFiles _files = new(configuration);
    private NoteSigner? _signer;
    private string? _told;
    private IReadOnlyList<string> _accepted = [];

    /// <summary>
    /// The current signer; null if this node does not have the newest private key, or if the store names another log
    /// than the node remembers.
    /// </summary>
    public async Task<NoteSigner?> SignerAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var texts = await TextsAsync(connection, cancel);
        if (_signer is not null && texts.Count > 0 && texts.SequenceEqual(_accepted)) return _signer;
        var (keys, known, fault) = await CompareAsync(texts, connection, cancel);
        if (known is null || fault is not null)
        {
            Tell(fault);
            return _signer = null;
        }

        if (keys.Count == 0) return await BeginAsync(connection, cancel);
        _signer = _files.Find(keys[^1]);
        if (_signer is not null)
        {
            // The first time that a node seals, it takes what the store names; later only a key that it has itself.
            known.Add(known.Keys.Count == 0 ? texts : [texts[^1]]);
            if (texts.Except(known.Keys).ToArray() is { Length: > 0 } foreign)
                Tell($"The store names keys of the log that this node does not know: {string.Join(", ", foreign)}. "
                    + $"Verify the store; if they are the log's, add them to {known.File}.");
        }

        _accepted = texts;
        return _signer;
    }

    /// <summary>
    /// Why this node cannot seal, and what to do about it; null if it can, or if there is no log yet.
    /// </summary>
    public async Task<string?> FaultAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        (await CompareAsync(await TextsAsync(connection, cancel), connection, cancel)).Fault;

    /// <summary>
    /// The keys that the store names, those that this node knows, and why it cannot seal with them. Where either are
    /// malformed there is nothing but the fault.
    /// </summary>
    private async Task<(IReadOnlyList<NoteVerifier> Keys, RememberedKeys? Known, string? Fault)> CompareAsync(
        IReadOnlyList<string> texts, NpgsqlConnection connection, CancellationToken cancel)
    {
        try
        {
            var (keys, known) = (Parse(texts), await KnownAsync(connection, cancel));
            return (keys, known, FaultOf(keys, known));
        }
        catch (InvalidDataException malformed)
        {
            return ([], null, $"{malformed.Message} Nothing is sealed by this node. Verify the store (`audit verify`), "
                + "and restore what was altered from a backup.");
        }
    }

    private string? FaultOf(IReadOnlyList<NoteVerifier> keys, RememberedKeys known)
    {
        if (known.NotIn([.. keys.Select(key => key.Key)]) is { } lost)
            return $"The store does not name the log's key {lost}, which this node has sealed with or knows: the log "
                + "was taken out of the store or replaced. Nothing is sealed by this node. Restore the log from a "
                + $"backup, and verify the store; if the record is really to begin a new log, remove {known.File}.";
        return keys.Count == 0 ? null : _files.FaultOf(keys[^1]);
    }

    /// <summary>The public keys that this node knows to be those of the log, apart from what the store says.</summary>
    internal async Task<RememberedKeys> KnownAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        new(Path.Combine(_files.Folder, $"{await StoreIdentity.OfAsync(connection, cancel)}.known"));

    /// <summary>The given key, which the store must name if there is a log.</summary>
    internal NoteVerifier? GivenVerifier => _files.Given?.Verifier;

    private async Task<NoteSigner> BeginAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        // It is remembered with the next pass: this transaction may still be rolled back.
        var signer = await AddAsync(connection, NewOrGiven(), 1, cancel);
        log.LogWarning(
            "A new log begins with the key {Key}. If this record had a log before, stop here and restore it from a "
            + "backup: the new log proves nothing of what was recorded before it began.", signer.Verifier.Key);
        return signer;
    }

    /// <summary>Logs an error once, until another one is told.</summary>
    private void Tell(string? error)
    {
        if (_told != error) log.LogError("{Error}", error);
        _told = error;
    }

    /// <summary>All public keys that ever signed, oldest first.</summary>
    /// <exception cref="InvalidDataException">One of them is malformed, which is told in a sentence.</exception>
    public static async Task<IReadOnlyList<NoteVerifier>> AllAsync(
        NpgsqlConnection connection, CancellationToken cancel) => Parse(await TextsAsync(connection, cancel));

    private static IReadOnlyList<NoteVerifier> Parse(IReadOnlyList<string> texts) =>
        [.. texts.Select(text => NoteVerifier.TryParse(text, out var key) ? key
            : throw new InvalidDataException($"{LogTables.Keys} holds a malformed key: {text}."))];

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
        var known = await KnownAsync(connection, cancel);
        if (known.NotIn([.. keys.Select(key => key.Key)]) is { } lost)
            throw new AuditException($"The store does not name the log's key {lost}: verify it before you rotate.");
        if (keys.Count == 0) return await BeginAsync(connection, cancel);
        var signer = await AddAsync(connection, NoteSigner.Generate(keys[^1].Name), keys.Count + 1, cancel);
        known.Add([.. known.Keys.Count == 0 ? keys.Select(key => key.Key) : [], signer.Verifier.Key]);
        return signer;
    }

    private NoteSigner NewOrGiven() => _files.Given
        ?? NoteSigner.Generate(_files.Origin
            ?? $"clusterevents.local/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}");

    private async Task<NoteSigner> AddAsync(
        NpgsqlConnection connection, NoteSigner signer, int number, CancellationToken cancel)
    {
        // Write the file first: a public key in the store without its private key would stop the log for ever.
        if (_files.Given?.Verifier.Key != signer.Verifier.Key) _files.Keep(signer);
        await using var command = new NpgsqlCommand(
            $"insert into {LogTables.Keys} (number, verifier, since) values ($1, $2, clock_timestamp())", connection)
        { Parameters = { new() { Value = number }, new() { Value = signer.Verifier.Key } } };
        await command.ExecuteNonQueryAsync(cancel);
        security.KeyChanged("log", $"{signer.Verifier.Key} signs from now on");
        return signer;
    }
}
