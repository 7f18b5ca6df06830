using System.Buffers.Text;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Recording.CloudEvents;
using ClusterEvents.Recording.Http;
using Microsoft.IdentityModel.JsonWebTokens;

namespace ClusterEvents.Hosting.Identity;

/// <summary>
/// Finds name and roles in an access token. Settings: <c>Authentication:NameClaim</c>, what the issuer calls a person;
/// <c>Authentication:RoleClaim</c>, the roles, which may be a path such as <c>realm_access.roles</c>.
/// </summary>
internal sealed class TokenClaims(IConfiguration settings)
{
    private const string UsualName = "preferred_username";

    private static readonly string[] UsualRoles = ["role", "roles"];

    private readonly string _name = settings["NameClaim"] is { Length: > 0 } name ? name : UsualName;

    private readonly string[] _roles = settings["RoleClaim"] is { Length: > 0 } role ? [role] : UsualRoles;

    /// <summary>Adds name and roles as the service knows them.</summary>
    /// <returns>Why the token is rejected; null if it is accepted.</returns>
    public string? AddTo(ClaimsIdentity identity, JsonWebToken token)
    {
        // Without a `sub`, users would share their idempotency keys and limits.
        if (FaultOf(token.Subject, "sub") is { } fault) return fault;
        var name = Texts(token, _name).FirstOrDefault() ?? token.Subject;
        if (FaultOf(name, _name) is { } other) return other;
        foreach (var claim in identity.FindAll(claim =>
            claim.Type is RecorderClaims.Name or RecorderClaims.Role).ToArray()) identity.RemoveClaim(claim);
        identity.AddClaim(new(RecorderClaims.Name, name));
        foreach (var role in _roles.SelectMany(path => Texts(token, path)))
            identity.AddClaim(new(RecorderClaims.Role, role));
        return null;
    }

    /// <summary>
    /// Why something cannot stand on record as the name of a recorder. It is part of the CloudEvents source, so an
    /// export with a longer one could not be imported; it is shown, so it must look like no other name.
    /// </summary>
    private static string? FaultOf(string? name, string claim) =>
        string.IsNullOrWhiteSpace(name) ? $"The token has no `{claim}`."
        : Text.FaultOf(name) is { } fault ? $"The token's `{claim}` is not allowed. {fault}"
        : Recorder.SourceOf(name).Length > CloudEventReader.LongestSource ? $"The token's `{claim}` is too long."
        : Shown(name) is not { } shown || shown == PersonalFields.ErasedMark
            ? $"The token's `{claim}` is not allowed: it reads as a value that the log keeps hidden, or cannot be read."
        // Letters of another width look the same.
        : shown.Normalize(NormalizationForm.FormKC).Equals(Recorder.System.Name, StringComparison.OrdinalIgnoreCase)
            ? $"The token's `{claim}` is the name of the program itself." : null;

    /// <summary>A name as people see it; null if it could not stand on record as a text.</summary>
    private static string? Shown(string name) =>
        Text.Normalise(name, CloudEventReader.LongestSource, UsualName, new ValidationErrors());

    /// <summary>The texts at a path: a claim of that name, or else one step into an object for each part.</summary>
    private static string[] Texts(JsonWebToken token, string path)
    {
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.EncodedPayload));
        var found = payload.RootElement.TryGetProperty(path, out var named) ? named
            : path.Split('.').Aggregate((JsonElement?)payload.RootElement, (at, part) =>
                at is { ValueKind: JsonValueKind.Object } inside && inside.TryGetProperty(part, out var next)
                    ? next : null);
        return found switch
        {
            { ValueKind: JsonValueKind.String } text => [text.GetString()!],
            { ValueKind: JsonValueKind.Array } list =>
                [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String)
                    .Select(item => item.GetString()!)],
            _ => [],
        };
    }
}
