using System.CommandLine;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier;

/// <summary>Options shared by several commands.</summary>
internal static class Options
{
    /// <summary>More than a verifier key has.</summary>
    private const int LongestTold = 200;

    public static Option<string[]> Keys() => new("--key")
    {
        Description = "A verifier key of the log, as <name>+<id>+<base64>, or several, one a line, or a file of such "
            + "lines. Repeatable.",
        AllowMultipleArgumentsPerToken = false,
    };

    public static Option<bool> Json() => new("--json") { Description = "Print the report as JSON." };

    /// <summary>Parses the given keys.</summary>
    /// <exception cref="VerifierException">One of them is not a verifier key.</exception>
    public static IReadOnlyList<NoteVerifier> Read(IEnumerable<string>? keys) =>
        [.. (keys ?? []).SelectMany(key => Lines(File.Exists(key) ? File.ReadAllText(key) : key)).Select(One)];

    public static NoteVerifier One(string text) => NoteVerifier.TryParse(text, out var key) ? key
        : throw new VerifierException(
            $"`{(text.Length > LongestTold ? text[..LongestTold] + "…" : text)}` is no verifier key such as "
            + "example.com/log+530d903a+AekyeRrm56hA….");

    /// <summary>
    /// The lines of the option, one key each: a log with a rotated key has several. An empty option counts as one
    /// empty line, which is not a key: a check that was meant to use a key must not pass without one.
    /// </summary>
    private static string[] Lines(string keys)
    {
        var lines = keys.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 0 ? lines : [keys];
    }
}
