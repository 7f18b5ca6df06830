using System.Text;
using System.Text.Json;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Appending;
using ClusterEvents.Recording.CloudEvents;
using Npgsql;

namespace ClusterEvents.Exchange;

/// <summary>
/// Loads seed files through the append queue, like any recording; loading them again changes nothing.
/// </summary>
public sealed class Seeds(AppendQueue queue, CloudEventReader reader, NpgsqlDataSource database)
{
    /// <summary>The seeds that come with the program.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "seeds");

    /// <summary>The invented history of the demonstration.</summary>
    public static string Demonstration => Path.Combine(Folder, "demo");

    /// <summary>
    /// Subfolders that are loaded only where they are named: constants of the law, which are no events, and what is
    /// invented for the demonstration.
    /// </summary>
    private static readonly string[] Apart = ["catalogues", "demo"];

    /// <summary>
    /// Records every event of the seed files at a path: JSON files contain a batch, other files lines.
    /// </summary>
    /// <param name="path">A file or folder.</param>
    /// <param name="preserve">Whether recording times and recorders are those of the file.</param>
    /// <param name="cancel">Ends the import.</param>
    /// <returns>The result of each, with its file.</returns>
    public async IAsyncEnumerable<(string File, LineResult Result)> LoadAsync(
        string path, bool preserve, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var file in FilesAt(path))
        {
            await using var lines = file.EndsWith(".json", StringComparison.Ordinal)
                ? await AsLinesAsync(file, cancel) : File.OpenRead(file);
            await foreach (var group in LineImport.RunAsync(
                lines, queue, reader, Recorder.System, preserve, cancel))
                foreach (var result in group) yield return (file, result);
        }
    }

    /// <summary>Whether the store contains nothing but seeds: it is empty, or loading was interrupted.</summary>
    public Task<bool> NothingElseIsRecordedAsync(CancellationToken cancel) =>
        RecordedEvents.AreAllOfAsync(database, "/seeds/", cancel);

    /// <summary>Whether anything is on record.</summary>
    public async Task<bool> AnythingIsRecordedAsync(CancellationToken cancel) =>
        await RecordedEvents.LastRecordedAtAsync(database, cancel) is not null;

    /// <summary>Whether the demonstration, or the beginning of it, is on record.</summary>
    public Task<bool> DemonstrationIsRecordedAsync(CancellationToken cancel) =>
        RecordedEvents.IsAnyOfAsync(database, "/demo/", cancel);

    /// <summary>
    /// Batches first, because they contain the cities that all others refer to. Folders that stand apart are skipped.
    /// </summary>
    public static string[] FilesAt(string path) =>
        File.Exists(path) ? [path]
        : Directory.Exists(path) ?
            [
                .. FilesBelow(path, "*.json"), .. FilesBelow(path, "*.ndjson"),
            ]
        : throw new FileNotFoundException($"There is no seed file or folder {path}.");

    private static IEnumerable<string> FilesBelow(string path, string pattern) =>
        Directory.GetFiles(path, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(file => !Path.GetRelativePath(path, file).Split(Path.DirectorySeparatorChar).Any(Apart.Contains));

    private static async Task<Stream> AsLinesAsync(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        using var batch = await JsonDocument.ParseAsync(stream, default, cancel);
        var lines = batch.RootElement.EnumerateArray()
            .Select(item => JsonSerializer.Serialize(item, RecordJson.Options));
        return new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
    }
}
