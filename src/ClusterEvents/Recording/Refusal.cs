namespace ClusterEvents.Recording;

/// <summary>
/// Why something is not recorded, as a value: the HTTP status of the contract, a stable kebab-case code, what to do
/// about it, and the field at fault where there is one.
/// </summary>
public sealed record Refusal(int Status, string Code, string Detail, string? Field = null)
{
    /// <summary>Another writer changed the same stream at the same moment (409).</summary>
    public static readonly Refusal Race = new(StatusCodes.Status409Conflict, "concurrent-write",
        "Another recording changed the same stream at the same moment, and nothing of this one was kept. Read the "
        + "stream, then send it again.");

    /// <summary>A field of the body is malformed (400).</summary>
    public static Refusal Malformed(string field, string fault) =>
        new(StatusCodes.Status400BadRequest, "invalid-request", fault, field);

    /// <summary>A rule of the domain forbids it (422).</summary>
    public static Refusal Rule(string code, string detail, string? field = null) =>
        new(StatusCodes.Status422UnprocessableEntity, code, detail, field);

    /// <summary>The body names something that is not on record (422).</summary>
    public static Refusal Unknown(string what, string name, string field) =>
        Rule($"unknown-{what}", $"No {what} `{name}` is on record. Record it first, or correct the name.", field);
}
