using ClusterEvents.Domain;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>Schemas of timelines and streams, whose JSON is written directly from stored data.</summary>
internal static class TimelineSchemas
{
    private const string EntryName = "TimelineEntry";
    private const string CorrectionName = "EntryCorrection";

    public static IOpenApiSchema Page(Schemas schemas) => schemas.Named("TimelinePage", () => Schemas.Fields(
        ("timeline", schemas.Of(typeof(StreamKey)), true), ("title", Schemas.Text("The timeline's title"), true),
        ("position", Schemas.Position("Everything recorded up to here is taken into account"), true),
        ("entries", List(Entry(schemas), "In the order asked for"), true),
        ("next", Schemas.Nullable(Schemas.Text("The cursor of the page that follows; null on the last one")), true)));

    /// <summary>An entry; <c>data</c> is the event's record, with the schema named by <c>kind</c>.</summary>
    public static IOpenApiSchema Entry(Schemas schemas) => schemas.Named(EntryName, () => ByKind(
        EntryName, "Entry", _ => true, schemas, Schemas.Fields(
        ("title", Schemas.Text("In the reader's language"), true),
        ("summary", Schemas.Text("One sentence more; may be empty"), true),
        ("activityId", schemas.Of(typeof(Guid)), true), ("kind", Schemas.Text("Such as MeetingHeld"), true),
        ("stream", schemas.Of(typeof(StreamKey)), true),
        ("occurredOn", Schemas.Nullable(schemas.Of(typeof(DateOnly))), true),
        ("dayPart", Schemas.Nullable(schemas.Of(typeof(DayPart))), true),
        ("precision", schemas.Of(typeof(Precision)), true), ("assertion", schemas.Of(typeof(Assertion)), true),
        ("scope", schemas.Of(typeof(Domain.Model.Scope)), true), ("cityIds", schemas.Of(typeof(CityId[])), true),
        ("campaignIds", schemas.Of(typeof(string[])), true), ("recordedAt", schemas.Of(typeof(DateTimeOffset)), true),
        ("recordedBy", Schemas.Nullable(Schemas.Text("Who recorded it; not who acted")), false),
        ("corrected", schemas.Of(typeof(bool)), true), ("disputed", schemas.Of(typeof(bool)), true),
        ("retracted", schemas.Of(typeof(bool)), true),
        ("sources", schemas.Of(typeof(Source[])), true),
        ("corrections", Schemas.Nullable(List(Correction(schemas), "Where they are asked for")), false))));

    /// <summary>A correction, retraction or dispute of an entry.</summary>
    private static OpenApiSchemaReference Correction(Schemas schemas) => schemas.Named(CorrectionName, () => ByKind(
        CorrectionName, "Mark", type => type.ClrType.IsAssignableTo(typeof(ICorrection)), schemas, Schemas.Fields(
        ("activityId", schemas.Of(typeof(Guid)), true), ("kind", Schemas.Text("Such as EntryCorrected"), true),
        ("recordedAt", schemas.Of(typeof(DateTimeOffset)), true),
        ("recordedBy", Schemas.Nullable(Schemas.Text("Who recorded it")), false),
        ("reason", Schemas.Text("Why, in words"), true))));

    private static OpenApiSchema ByKind(
        string name, string suffix, Func<ActivityType, bool> includes, Schemas schemas, OpenApiSchema common)
    {
        var union = new TypedUnion(name, "kind");
        foreach (var type in StoredEvents.Catalogue.Types.Where(includes))
            union.Add(schemas, type.Name + suffix, type.Name, schemas.Data(type.ClrType));
        return union.Of(common);
    }

    public static IOpenApiSchema Stream(Schemas schemas) => schemas.Named("Stream", () => Schemas.Fields(
        ("stream", schemas.Of(typeof(StreamKey)), true), ("version", Schemas.Position("How many events it has"), true),
        ("state", Schemas.Nullable(Anything("What decisions read of it")), true),
        ("events", List(CloudEventSchemas.Event(schemas), "As recorded, with who, when and why"), true)));

    public static OpenApiSchema Anything(string description) =>
        new() { Type = JsonSchemaType.Object, Description = description, AdditionalProperties = new OpenApiSchema() };

    private static OpenApiSchema List(IOpenApiSchema items, string description) =>
        new() { Type = JsonSchemaType.Array, Items = items, Description = description };
}
