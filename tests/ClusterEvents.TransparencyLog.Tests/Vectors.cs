using System.Text.Json;

namespace ClusterEvents.TransparencyLog.Tests;

/// <summary>Known answers of RFC 6962 trees, tile paths and a signed note.</summary>
internal static class Vectors
{
    private static readonly JsonElement Json =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors.json"))).RootElement;

    public static JsonElement Get(string name) => Json.GetProperty(name);

    public static TreeHash Hash(string name) => Hash(Get(name));

    public static TreeHash[] Hashes(string name) => [.. Get(name).EnumerateArray().Select(Hash)];

    public static byte[][] Leaves() =>
        [.. Get("leaves_hex").EnumerateArray().Select(leaf => Convert.FromHexString(leaf.GetString()!))];

    private static TreeHash Hash(JsonElement hex) => new(Convert.FromHexString(hex.GetString()!));
}
