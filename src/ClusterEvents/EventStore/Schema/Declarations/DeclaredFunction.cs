using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace ClusterEvents.EventStore.Schema.Declarations;

/// <summary>A function of the store, as the statement that creates it declares it.</summary>
/// <param name="Name">Its qualified name; no other function may have it, whatever its arguments.</param>
/// <param name="Hash">The hash of its body.</param>
/// <param name="IsDefiner">Whether it runs with the privileges of its owner.</param>
/// <param name="Settings">The settings that it runs with, such as <c>search_path=pg_catalog</c>; empty for
/// none.</param>
/// <param name="Statement">The statement that creates or replaces it.</param>
internal sealed partial record DeclaredFunction(
    string Name, string Hash, bool IsDefiner, string Settings, string Statement)
{
    /// <summary>The functions that a script creates.</summary>
    public static IEnumerable<DeclaredFunction> In(string script) => Created().Matches(script).Select(one =>
    {
        var around = one.Groups["before"].Value + one.Groups["after"].Value;
        var settings = Setting().Matches(around)
            .Select(set => set.Groups["name"].Value.ToLowerInvariant() + "="
                + Comma().Replace(set.Groups["value"].Value, ", "));
        return new DeclaredFunction(
            one.Groups["name"].Value, HashOf(one.Groups["body"].Value), Definer().IsMatch(around),
            string.Join(", ", settings), one.Value);
    });

    /// <summary>
    /// The hash of a body. White space does not count: the libraries do not replace a function that differs in nothing
    /// else.
    /// </summary>
    public static string HashOf(string body) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(WhiteSpace().Replace(body, " ").Trim())));

    /// <summary>
    /// A script has further statements: what follows a body belongs to its function up to a semicolon.
    /// </summary>
    [GeneratedRegex(
        @"create\s+(or\s+replace\s+)?function\s+(?<name>[\w.]+)\s*\((?<before>.*?)\bas\s+"
        + @"(?<tag>\$\w*\$)(?<body>.*?)\k<tag>(?<after>[^;]*)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Created();

    [GeneratedRegex(@"\bset\s+(?<name>\w+)\s*(=|\bto\b)\s*(?<value>[\w.]+(\s*,\s*[\w.]+)*)", RegexOptions.IgnoreCase)]
    private static partial Regex Setting();

    [GeneratedRegex(@"\s*,\s*")]
    private static partial Regex Comma();

    [GeneratedRegex(@"\bsecurity\s+definer\b", RegexOptions.IgnoreCase)]
    private static partial Regex Definer();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
