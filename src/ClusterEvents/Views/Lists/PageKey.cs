using System.Globalization;
using ClusterEvents.Domain.Model;
using ClusterEvents.Recording.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ClusterEvents.Views.Lists;

/// <summary>The sort key of a stream in a list: by day, newest first and without a day last, then by id.</summary>
public readonly record struct PageKey(DateOnly? Day, string Id)
{
    public static readonly Comparer<PageKey> Order = Comparer<PageKey>.Create((one, other) =>
        Nullable.Compare(other.Day, one.Day) is var byDay and not 0 ? byDay : string.CompareOrdinal(one.Id, other.Id));

    /// <summary>The key as an opaque cursor.</summary>
    public string ToCursor() =>
        Cursors.Of(string.Create(CultureInfo.InvariantCulture, $"{Day?.DayNumber ?? -1}.{Id}"));

    /// <summary>Parses a cursor; null if it is malformed.</summary>
    public static PageKey? FromCursor(string cursor) =>
        Cursors.Parts(cursor) is [var day, var id] && Slug.IsOne(id)
        && int.TryParse(day, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= -1 && number <= DateOnly.MaxValue.DayNumber
            ? new(number < 0 ? null : DateOnly.FromDayNumber(number), id) : null;
}
