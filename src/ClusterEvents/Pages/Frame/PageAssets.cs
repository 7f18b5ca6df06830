using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ClusterEvents.Recording.Routing;

namespace ClusterEvents.Pages.Frame;

/// <summary>
/// The stylesheet, scripts and icon of the pages. They are embedded in the assembly, so that they are served from any
/// working directory, and their addresses contain a hash of their bytes, so that a browser may keep them for ever.
/// </summary>
internal static partial class PageAssets
{
    private const string Prefix = "ClusterEvents.Pages.Assets.";

    private static readonly Dictionary<string, Asset> All = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(name => Asset.Of(name[Prefix.Length..], name))
        .ToDictionary(asset => asset.Address, StringComparer.Ordinal);

    public static readonly string Style = AddressOf("site.css");

    public static readonly string FormStyle = AddressOf("forms.css");

    public static readonly string FormScript = AddressOf("forms.js");

    /// <summary>The script of every page, without which everything works as well.</summary>
    public static readonly string Script = AddressOf("site.js");

    /// <summary>The script that checks a receipt; only the page of a receipt loads it.</summary>
    public static readonly string Verify = AddressOf("verify.js");

    public static readonly string ReportStyle = AddressOf("report.css");

    public static readonly string Icon = AddressOf("icon.svg");

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapRead("/assets/{hash}/{name}", Get).ExcludeFromDescription();

    private static IResult Get(string hash, string name, HttpContext http)
    {
        if (!All.TryGetValue($"/assets/{hash}/{name}", out var asset)) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(asset.Bytes, asset.MediaType);
    }

    /// <summary>A stylesheet or script without its comments and indentation, which only its source needs.</summary>
    private static byte[] Packed(string name, byte[] bytes) => Path.GetExtension(name) switch
    {
        ".css" => Encoding.UTF8.GetBytes(SpaceOfStyles().Replace(
            Comment().Replace(Encoding.UTF8.GetString(bytes), ""), "$1$2")),
        ".js" => Encoding.UTF8.GetBytes(string.Join('\n', Encoding.UTF8.GetString(bytes).Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal)))),
        _ => bytes,
    };

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s*([{};,>])\s*|(:)\s+")]
    private static partial Regex SpaceOfStyles();

    private static string AddressOf(string name) => All.Values.Single(asset => asset.Name == name).Address;

    private sealed record Asset(string Name, string Address, byte[] Bytes)
    {
        public string MediaType => Path.GetExtension(Name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            var other => throw new InvalidOperationException($"No media type is declared for {other}."),
        };

        public static Asset Of(string name, string resource)
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            bytes = Packed(name, bytes);
            return new(name, $"/assets/{Convert.ToHexStringLower(SHA256.HashData(bytes)[..6])}/{name}", bytes);
        }
    }
}
