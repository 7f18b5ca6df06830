using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>
/// An object with a field that says of what type its <c>data</c> is: entries by <c>kind</c>, CloudEvents by
/// <c>type</c>. It is described twice, because generators of clients read one or the other, and both say the same.
/// </summary>
/// <remarks>
/// Generators of classes (NSwag, Kiota) read the discriminator and one component for each type, which extends the
/// common one. Those of structural types (<c>openapi-typescript</c>) read the union beside the common fields. It stands
/// one level down, beside null, which the type of the object excludes: as the object's own union, the others would take
/// it, or its first member, for the object.
/// </remarks>
/// <param name="name">The name of the component.</param>
/// <param name="field">The name of the field.</param>
internal sealed class TypedUnion(string name, string field)
{
    private const string Data = "data";

    private readonly List<IOpenApiSchema> _members = [new OpenApiSchema { Type = JsonSchemaType.Null }];
    private readonly List<(string Value, OpenApiSchemaReference Component)> _mapping = [];

    /// <summary>Adds a type of data.</summary>
    /// <param name="schemas">The schemas of the document.</param>
    /// <param name="component">The name of its component.</param>
    /// <param name="value">What the field says for it.</param>
    /// <param name="data">The schema of the data.</param>
    public void Add(Schemas schemas, string component, string value, IOpenApiSchema data)
    {
        _members.Add(Object(
            (field, new OpenApiSchema { Type = JsonSchemaType.String, Const = value }), (Data, data)));
        _mapping.Add((value, schemas.Named(component, () => Extending(name, schemas, Object((Data, data))))));
    }

    /// <summary>Adds another value for the data of a component that it has.</summary>
    /// <param name="schemas">The schemas of the document.</param>
    /// <param name="component">The name of its component: generators allow each to have one value.</param>
    /// <param name="value">What the field says for it.</param>
    /// <param name="same">The component with the same data.</param>
    /// <param name="data">The schema of the data.</param>
    public void AddSame(Schemas schemas, string component, string value, string same, IOpenApiSchema data)
    {
        _members.Add(Object(
            (field, new OpenApiSchema { Type = JsonSchemaType.String, Const = value }), (Data, data)));
        _mapping.Add((value, schemas.Named(component, () => Extending(same, schemas, Object()))));
    }

    /// <summary>Completes the component, which has the common fields.</summary>
    public OpenApiSchema Of(OpenApiSchema common)
    {
        common.AdditionalPropertiesAllowed = true;
        common.UnevaluatedPropertiesSchema = new OpenApiSchema();
        common.Discriminator = new OpenApiDiscriminator
        {
            PropertyName = field,
            Mapping = _mapping.ToDictionary(one => one.Value, one => one.Component),
        };
        common.OneOf =
        [
            new OpenApiSchema
            {
                Properties = new Dictionary<string, IOpenApiSchema>
                {
                    [field] = Schemas.OneOf(_mapping.Select(one => one.Value)),
                },
                Required = new HashSet<string> { field },
                OneOf = _members,
                UnevaluatedPropertiesSchema = new OpenApiSchema(),
            },
        ];
        return common;
    }

    private static OpenApiSchema Extending(string other, Schemas schemas, OpenApiSchema own) => new()
    {
        AllOf = [schemas.Named(other, () => throw new InvalidOperationException($"{other} comes first.")), own],
    };

    /// <summary>Some of the fields of an object; the others stand beside it.</summary>
    private static OpenApiSchema Object(params (string Name, IOpenApiSchema Schema)[] fields) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields.ToDictionary(one => one.Name, one => one.Schema),
        Required = fields.Select(one => one.Name).ToHashSet(),
        UnevaluatedPropertiesSchema = new OpenApiSchema(),
    };
}
