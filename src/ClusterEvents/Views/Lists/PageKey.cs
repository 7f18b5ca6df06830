using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Views.Lists;

/// <summary>The sort key of a stream in a list: by day, newest first and without a day last, then by id.</summary>
public readonly record struct PageKey(DateOnly? Day, string Id) : IParsable<PageKey>
{
    public static readonly Comparer<PageKey> Order = Comparer<PageKey>.Create((one, other) =>
        Nullable.Compare(other.Day, one.Day) is var byDay and not 0 ? byDay : string.CompareOrdinal(one.Id, other.Id));

    /// <summary>The key as an opaque cursor.</summary>
    public string ToCursor() =>
        Cursors.Of(string.Create(CultureInfo.InvariantCulture, $"{Day?.DayNumber ?? -1}.{Id}"));

    /// <summary>Parses a cursor; false if it is malformed.</summary>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out PageKey result)
    {
        var found = s is not null && Cursors.Parts(s) is [var day, var id] && Slug.IsOne(id)
            && int.TryParse(day, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= -1 && number <= DateOnly.MaxValue.DayNumber
                ? new PageKey(number < 0 ? null : DateOnly.FromDayNumber(number), id) : default(PageKey?);
        result = found.GetValueOrDefault();
        return found is not null;
    }

    public static PageKey Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var key) ? key
            : throw new FormatException($"`{s}` is no cursor of a page.");
}
