using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace ClusterEvents.Hosting.OpenApi;

/// <summary>The error responses of the API, each described once.</summary>
public static class ProblemResponses
{
    private static readonly Dictionary<int, string> Meanings = new()
    {
        [400] = "Malformed: every fault at once, by field, with what to do",
        [401] = "Not signed in",
        [403] = "Not allowed: the role, or the city, is missing",
        [404] = "What the path names is not on record",
        [406] = "Accept asks for none of the forms that there are",
        [408] = "The body did not arrive in time; what was answered line by line is recorded",
        [409] = "Another recording changed the stream at the same moment, or the same id came with other content",
        [412] = "If-Match names another version than that of the stream, or of what is read",
        [413] = "The body is larger than 1 MiB, or a line longer than 64 KiB",
        [414] = "The address is too long: send fewer parameters",
        [415] = "The Content-Type is none that is taken here, or the body is compressed",
        [422] = "A rule of the domain refuses it, or it names what is not on record; the code says which",
        [429] = "Too many requests are under way",
        [503] = "The store cannot be reached; nothing acknowledged is lost",
        [504] = "The timeline or list did not reach the position in time",
    };

    public static string NameOf(int status) =>
        ReasonPhrases.GetReasonPhrase(status).Replace(" ", "", StringComparison.Ordinal);

    public static void AddTo(OpenApiDocument document, Schemas schemas)
    {
        var problem = schemas.Named("Problem", () => Problem(schemas));
        foreach (var (status, meaning) in Meanings)
        {
            var codes = ProblemCodes.Of(status);
            document.AddComponent<IOpenApiResponse>(NameOf(status), new OpenApiResponse
            {
                Description = Description(status, meaning, codes),
                Extensions = new Dictionary<string, IOpenApiExtension>
                {
                    [ProblemCodes.Extension] = ProblemCodes.List(codes),
                },
                Headers = status is 429 or 503
                    ? new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = HeaderOf("Retry-After") } : null,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/problem+json"] = new OpenApiMediaType { Schema = problem },
                },
            });
        }
    }

    public static IOpenApiHeader HeaderOf(string name) => new OpenApiHeader
    {
        Schema = Schemas.Text(),
        Description = name switch
        {
            "Location" => "Where the activity is read",
            "ETag" => "The version of what is answered; of a recording, the stream's version for If-Match",
            "Link" => "The page that follows, as rel=\"next\"; absent on the last one",
            "Content-Disposition" => "The name of the file; absent for a page",
            "Retry-After" => "Seconds to wait before sending it again",
            _ => null,
        },
    };

    private static string Description(int status, string meaning, string[] codes) => codes is [var only]
        ? $"{meaning} (`{only}`)" : $"{meaning}. One of {ProblemCodes.Told(codes)}"
            + (status == StatusCodes.Status422UnprocessableEntity
                ? $"; or a code of the operation itself (`{ProblemCodes.Extension}` of it)" : "");

    private static OpenApiSchema Problem(Schemas schemas)
    {
        var problem = Schemas.Fields(
            ("type", schemas.Named("ProblemCode", ProblemCode), true), ("title", Schemas.Text("The same code"), true),
            ("status", new OpenApiSchema { Type = JsonSchemaType.Integer }, true),
            ("detail", Schemas.Text(
                "What is wrong and what to do, in the reader's language: each sentence of the errors once"), true),
            ("errors", ErrorsOf(schemas), true),
            ("traceId", Schemas.Nullable(Schemas.Text("Finds the request in the log")), false));
        problem.Description = "Problem details (RFC 9457)";
        problem.AdditionalPropertiesAllowed = true;
        return problem;
    }

    /// <summary>The faults by field.</summary>
    public static OpenApiSchema ErrorsOf(Schemas schemas) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "What is wrong by field; under an empty name, with the request as a whole",
        AdditionalProperties = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = schemas.Named("Fault", () => Fault(schemas)),
        },
    };

    private static OpenApiSchema Fault(Schemas schemas)
    {
        var fault = Schemas.Fields(
            ("code", schemas.Named("FaultCode", FaultCode), true),
            ("detail", Schemas.Text("What is wrong, then what to do, in the reader's language"), true),
            ("arguments", TimelineSchemas.Anything(
                "The values in the sentence: days as ISO 8601, keys, decimals as text"), true));
        fault.Description = "One fault";
        return fault;
    }

    /// <summary>
    /// The codes of this version with their sentences. They are no <c>enum</c>, because a generated client would fail
    /// at a code that a later version adds.
    /// </summary>
    private static OpenApiSchema FaultCode()
    {
        string[] codes = [.. Sentences.Codes.Order(StringComparer.Ordinal)];
        var schema = Schemas.Text(
            "The stable kebab-case code of a sentence. `x-extensible-enum` lists those of this version, and "
            + "`x-enum-descriptions` their sentences, with values in braces and optional parts in brackets. A later "
            + "version may add codes: go by the status where you do not know one");
        schema.Extensions = new Dictionary<string, IOpenApiExtension>
        {
            ["x-extensible-enum"] = ProblemCodes.List(codes),
            ["x-enum-descriptions"] = ProblemCodes.List(codes.Select(code => Sentences.Of(Language.English, code)!)),
        };
        return schema;
    }

    /// <summary>The codes of this version, which are no <c>enum</c> for the same reason.</summary>
    private static OpenApiSchema ProblemCode()
    {
        var schema = Schemas.Text("A stable kebab-case code. `x-extensible-enum` lists those of this version");
        schema.Extensions = new Dictionary<string, IOpenApiExtension>
        {
            ["x-extensible-enum"] = ProblemCodes.List(ProblemCodes.All(Meanings.Keys)),
        };
        return schema;
    }
}
