using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>A reason not to record something, as a value.</summary>
/// <param name="Kind">The category of the reason.</param>
/// <param name="Code">
/// A stable kebab-case code, such as <c>campaign-concluded</c>; <c>invalid-request</c> for what is malformed.
/// </param>
/// <param name="Fault">What is wrong and how to fix it.</param>
/// <param name="Field">The path of the invalid field in the body; null if no single field is invalid.</param>
public sealed record Rejection(RejectionKind Kind, string Code, Fault Fault, string? Field = null)
{
    /// <summary>Another writer changed the same stream concurrently.</summary>
    public static readonly Rejection ConcurrentWrite =
        new(RejectionKind.Conflict, "concurrent-write", "concurrent-write");

    /// <summary>A field of the body is malformed.</summary>
    public static Rejection Malformed(string field, Fault fault) =>
        new(RejectionKind.Malformed, "invalid-request", fault, field);

    /// <summary>The activity breaks a rule of the domain.</summary>
    public static Rejection Rule(string code, Fault fault, string? field = null) =>
        new(RejectionKind.RuleBroken, code, fault, field);

    /// <summary>The activity breaks a rule of the domain, whose code is that of the fault.</summary>
    public static Rejection Rule(Fault fault, string? field = null) => Rule(fault.Code, fault, field);

    /// <summary>The body names something that is not on record.</summary>
    public static Rejection Unknown(string what, string name, string field) =>
        Rule($"unknown-{what}", what == StreamKinds.City ? new("unknown-city", ("value", name))
            : new("not-on-record", ("kind", new KindOfStream(what)), ("value", name)), field);

    /// <summary>The sentence in English, with keys in place of names: for logs and consoles.</summary>
    public string Detail => Fault.ToString();

    /// <summary>Code, field and sentence: for logs and consoles.</summary>
    public string Message => Field is null ? $"{Code}: {Detail}" : $"{Code}: {Field}: {Detail}";
}
