using FsCheck;
using FsCheck.Fluent;

namespace ClusterEvents.Domain.Tests.Generated;

/// <summary>JSON as text, so that it may hold what no object model writes, such as half of a surrogate pair.</summary>
internal static class JsonTexts
{
    private static readonly Gen<string> Piece = Gen.Elements(
        "a", "Z", " ", "\u00a0", "ệ", "e\u0323\u0302", "\u0301", "Đ", "🎗", "/", ".", "-", "\\n", "\\t",
        "\\u0000", "\\u0007", "\\ud83c", "\\udf97", "\\uffff", "\\\"", "2022-07-29", "can-tho", "[", "0");

    private static readonly Gen<string> Quoted =
        from count in Gen.Choose(0, 5)
        from pieces in Piece.ArrayOf(count)
        select $"\"{string.Concat(pieces)}\"";

    private static readonly Gen<string> Single = Gen.Frequency(
        (6, Quoted),
        (2, Gen.Elements("\"2022-07-29\"", "\"can-tho\"", "\"meeting/held\"", "\"12.50\"", "\"City\"", "\"09:30\"")),
        (4, Gen.Elements("0", "-1", "7", "2022", "1.5", "1e400", "9007199254740993", "true", "false", "null")));

    private static readonly Gen<string> Name = Gen.Frequency(
        (6, Gen.Elements("name", "cityId", "from", "to", "topic", "text", "field", "old")
            .Select(name => $"\"{name}\"")),
        (2, Quoted));

    /// <summary>Any JSON value, with a few levels of lists and objects.</summary>
    public static readonly Gen<string> Any = Of(levels: 3);

    private static Gen<string> Of(int levels) => levels == 0 ? Single : Gen.Frequency(
        (4, Single),
        (2, from count in Gen.Choose(0, 3)
            from items in Of(levels - 1).ArrayOf(count)
            select $"[{string.Join(',', items)}]"),
        (3, from count in Gen.Choose(0, 3)
            from names in Name.ArrayOf(count)
            from values in Of(levels - 1).ArrayOf(count)
            select $"{{{string.Join(',', names.Distinct().Zip(values, (name, value) => $"{name}:{value}"))}}}"));
}
