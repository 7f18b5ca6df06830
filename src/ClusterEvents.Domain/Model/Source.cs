using ClusterEvents.Domain.Model.Declarations;

namespace ClusterEvents.Domain.Model;

/// <summary>A source of a fact: at least one of its fields is given.</summary>
public sealed record Source(
    string? Publisher,
    string? Title,
    [WebAddress] string? Url,
    DateTimeOffset? PublishedAt,
    [Personal(PersonalKind.OtherName)] string? Byline,
    [Personal(PersonalKind.Text)] string? Note) : IAtLeastOneField;
