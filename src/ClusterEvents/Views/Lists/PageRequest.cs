using System.Security.Cryptography;
using System.Text;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.EventStore.Reading;
using ClusterEvents.Recording.Queries;

namespace ClusterEvents.Views.Lists;

/// <summary>The query parameters of a list page. Each list adds its own.</summary>
public abstract record PageRequest : ICheckedQuery
{
    public const int LargestPage = 200;

    /// <summary>Only what concerns this city.</summary>
    public CityId? City { get; init; }

    /// <summary>Only what belongs to this campaign edition.</summary>
    [Parameter(Example = "vi-an-ninh-to-quoc-2022")]
    public string? Campaign { get; init; }

    /// <summary>Only what is this cluster's.</summary>
    [Parameter(Example = "cum-1-bca")]
    public string? Cluster { get; init; }

    /// <summary>The first day of a period, which finds what may have been on one of its days.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day of the period, inclusive.</summary>
    public DateOnly? To { get; init; }

    /// <summary>
    /// A position, an instant with its offset, or a day (its end in Asia/Ho_Chi_Minh): shows what was known then,
    /// without later corrections.
    /// </summary>
    public KnownAt? KnownAt { get; init; }

    /// <summary>The maximum number of items on a page.</summary>
    [Parameter(Least = 1, Most = LargestPage)]
    public int Limit { get; init; } = 50;

    /// <summary>The <c>next</c> of the previous page, with the same query.</summary>
    [Parameter(Name = "cursor")]
    public PageKey? After { get; init; }

    /// <summary>The streams asked for.</summary>
    internal abstract ListFilter Filter { get; }

    /// <summary>A short hash of what is asked for, whatever the page.</summary>
    internal string Digest() => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes((this with { After = null, Limit = 1 }).ToString()!)))[..12];

    public virtual void Check(ValidationErrors errors)
    {
        RequireKey(StreamKinds.Campaign, Campaign, "vi-an-ninh-to-quoc-2022");
        RequireKey(StreamKinds.Cluster, Cluster, "cum-1-bca");
        if (After is { } after && errors.None && after.Query != Digest())
            errors.Add("cursor", "cursor-of-another-query");

        void RequireKey(string kind, string? key, string example)
        {
            if (key is not null && !Slug.IsOne(key))
                errors.Add(kind, "not-a-key", ("value", key), ("kind", new KindOfStream(kind)), ("example", example));
        }
    }

    /// <summary>The filter of a kind by what all lists have in common.</summary>
    private protected ListFilter Of(string kind) => new(kind)
    {
        City = City?.Value ?? Timelines.Listings.Listing.Any,
        Campaign = Campaign ?? Timelines.Listings.Listing.Any,
        Cluster = Cluster,
        From = From,
        To = To,
    };
}
