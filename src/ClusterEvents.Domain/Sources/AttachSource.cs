using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;

using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Sources;

/// <summary>A publication or document about a stream was attached to it. It changes no other entry.</summary>
/// <param name="Publisher">Who published it.</param>
/// <param name="Title">Its title.</param>
/// <param name="Url">Its address.</param>
/// <param name="PublishedAt">When it was published, which is not when the facts in it occurred.</param>
/// <param name="Byline">Its author, as named in the publication.</param>
/// <param name="Sha256">The SHA-256 of its bytes in 64 hexadecimal digits, for comparing copies.</param>
public sealed record SourceAttached(
    string? Publisher, string? Title, [WebAddress] string? Url, DateTimeOffset? PublishedAt,
    [Personal(PersonalKind.OtherName)] string? Byline,
    [RegularExpression("^[0-9A-Fa-f]{64}$")] string? Sha256)
    : Activity, IChecked
{
    private static readonly string[] Known = ["publisher", "title", "url", "publishedAt", "byline", "sha256"];

    public IEnumerable<(string Field, Fault Fault)> Errors()
    {
        if ((Publisher ?? Title ?? Url ?? Byline ?? Sha256) is null && PublishedAt is null)
            yield return ("title", new("at-least-one-field",
                ("field", new NamedField("sources")), ("known", Known)));
        if (Sha256 is not null && (Sha256.Length != 64 || !Sha256.All(char.IsAsciiHexDigit)))
            yield return ("sha256", new("not-a-hash", ("value", Sha256)));
    }
}

public static class AttachSource
{
    public static readonly ActivityType Type = ActivityType.OnAnyStream<SourceAttached>(
        nameof(AttachSource), "/v1/streams/{kind}/{id}/sources", ("Bổ sung nguồn", "Source attached"),
        Right.PartOrWhole, Describe);

    private static DisplayText Describe(SourceAttached source, Language language) => new(
        language.In("Bổ sung nguồn", "Source attached"),
        DisplayFormat.Line(
            source.Title, source.Publisher, source.Byline,
            source.PublishedAt is { } instant ? language.In(DateOnly.FromDateTime(instant.DateTime)) : null,
            source.Url));
}
