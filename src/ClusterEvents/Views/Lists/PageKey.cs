using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Views.Lists;

/// <summary>The place of a stream in a list, after which the next page continues.</summary>
/// <param name="Rank">The rank of its listing.</param>
/// <param name="Id">Its id, which orders streams of the same rank.</param>
/// <param name="Query">The digest of the query whose page it ended: see <see cref="PageRequest.Digest"/>.</param>
public readonly record struct PageKey(int Rank, string Id, string Query) : IParsable<PageKey>
{
    /// <summary>The key as an opaque cursor.</summary>
    public string ToCursor() => Cursors.Of(string.Create(CultureInfo.InvariantCulture, $"{Rank}.{Id}.{Query}"));

    /// <summary>Parses a cursor; false if it is malformed.</summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PageKey result)
    {
        var found = s is not null && Cursors.Parts(s) is [var rank, var id, var query] && Slug.IsOne(id)
            && int.TryParse(rank, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? new PageKey(number, id, query) : default(PageKey?);
        result = found.GetValueOrDefault();
        return found is not null;
    }

    public static PageKey Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var key) ? key
            : throw new FormatException($"`{s}` is no cursor of a page.");
}
