namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>Why something is not recorded, as a value.</summary>
/// <param name="Kind">What sort of reason it is.</param>
/// <param name="Code">A stable kebab-case code, such as <c>campaign-concluded</c>.</param>
/// <param name="Detail">What is wrong, and what to do about it.</param>
/// <param name="Field">The field at fault, as a path into the body; null where no single field is.</param>
public sealed record Rejection(RejectionKind Kind, string Code, string Detail, string? Field = null)
{
    /// <summary>Another writer changed the same stream at the same moment.</summary>
    public static readonly Rejection ConcurrentWrite = new(RejectionKind.Conflict, "concurrent-write",
        "Another recording changed the same stream at the same moment, and nothing of this one was kept. Read the "
        + "stream, then send it again.");

    /// <summary>A field of the body is malformed.</summary>
    public static Rejection Malformed(string field, string error) =>
        new(RejectionKind.Malformed, "invalid-request", error, field);

    /// <summary>A rule of the domain forbids it.</summary>
    public static Rejection Rule(string code, string detail, string? field = null) =>
        new(RejectionKind.RuleBroken, code, detail, field);

    /// <summary>The body names something that is not on record.</summary>
    public static Rejection Unknown(string what, string name, string field) =>
        Rule($"unknown-{what}", $"No {what} `{name}` is on record. Record it first, or correct the name.", field);
}
