using System.CommandLine;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier;

/// <summary>Options that several commands have.</summary>
internal static class Options
{
    public static Option<string[]> Keys() => new("--key")
    {
        Description = "A verifier key of the log, as <name>+<id>+<base64>, or a file with one a line. Repeatable.",
        AllowMultipleArgumentsPerToken = false,
    };

    public static Option<bool> Json() => new("--json") { Description = "Print the report as JSON." };

    /// <summary>The keys that were given.</summary>
    /// <exception cref="VerifierException">One of them is none.</exception>
    public static IReadOnlyList<NoteVerifier> Read(IEnumerable<string>? keys) =>
        [.. (keys ?? []).SelectMany(key => File.Exists(key) ? Lines(key) : [key]).Select(One)];

    public static NoteVerifier One(string text) => NoteVerifier.TryParse(text, out var key) ? key
        : throw new VerifierException($"`{text}` is no verifier key, such as example.com/log+530d903a+AekyeRrm56hA….");

    private static IEnumerable<string> Lines(string file) => File.ReadLines(file).Where(line => line.Length > 0);
}
