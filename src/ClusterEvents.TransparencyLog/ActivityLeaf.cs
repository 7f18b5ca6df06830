using System.Text.Json;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// The leaf of a recorded activity in the log: its CloudEvent in canonical JSON, with a commitment in place of each
/// personal value. A commitment can be opened with the salt and the value; after both are erased nobody can open it,
/// and the leaf stays the same.
/// </summary>
/// <remarks>
/// Service, audit and offline verifier make leaves here alone, so what is not allowed here is allowed nowhere: a salt
/// has 16 bytes, each personal value has a salt or a mark of its erasure, nothing else is hidden, and no value looks
/// like a commitment. That an erasure is on record is for them to check, because one event does not say it.
/// </remarks>
public static class ActivityLeaf
{
    /// <summary>
    /// The text in place of an erased value; any other text is rejected, because the log does not prove it.
    /// </summary>
    public const string Erased = "[erased]";

    private const string Data = "data";

    /// <param name="cloudEvent">The CloudEvent as exported.</param>
    /// <param name="openings">The salts and erased commitments of its personal values.</param>
    /// <param name="targetType">For a correction the CloudEvents type of its target; null if it is not known.</param>
    /// <exception cref="UnopenedFieldException">The openings lack a personal field.</exception>
    /// <exception cref="FormatException">
    /// A name has no target, a value has no canonical form, or what is hidden may not be.
    /// </exception>
    public static byte[] Of(JsonElement cloudEvent, Openings openings, string? targetType = null) =>
        Of(CanonicalObject.Of(cloudEvent), openings, targetType);

    /// <summary>The same for a CloudEvent given in parts, with parsed <c>data</c>.</summary>
    public static byte[] Of(CanonicalObject cloudEvent, Openings openings, string? targetType = null)
    {
        Check(cloudEvent, openings, targetType);
        if (openings.Salts.Count + openings.Erased.Count == 0) return cloudEvent.ToBytes(null);
        var commitments = Substitutes.ForAll();
        foreach (var (name, salt) in openings.Salts) commitments.Add(name, Data, new Salted(Salt.Parse(salt)));
        foreach (var (name, commitment) in openings.Erased)
            commitments.Add(name, Data, new Hidden(name, commitment));
        return cloudEvent.ToBytes(commitments);
    }

    /// <exception cref="FormatException">What is hidden may not be, or what must be salted is not.</exception>
    private static void Check(CanonicalObject cloudEvent, Openings openings, string? targetType)
    {
        var type = cloudEvent.TextOf("type") ?? throw new FormatException("The event has no type.");
        var data = cloudEvent.ValueOf(Data) ?? throw new FormatException("The event has no data.");
        var places = PersonalPlaces.Of(type);
        foreach (var name in places.In(data, targetType).Concat(cloudEvent.Texts()
            .Where(one => places.SaltsAttribute(one.Name, one.Text)).Select(one => one.Name)))
            if (!openings.Salts.ContainsKey(name) && !openings.Erased.ContainsKey(name))
                throw new UnopenedFieldException(name);
        foreach (var name in openings.Erased.Keys)
        {
            if (openings.Salts.ContainsKey(name))
                throw new FormatException($"The field `{name}` was erased, but has a salt.");
            if (!(Openings.IsAttribute(name) ? places.MayHideAttribute(name) : places.MayHide(name, data, targetType)))
                throw new FormatException($"The field `{name}` is not personal, so it may not be erased.");
        }

        // A correction can be read without its target: then nothing says which of its values are personal.
        foreach (var (pointer, _, text) in places.Changed(data))
            if (!openings.Salts.ContainsKey(pointer) && Commitment.IsOne(text.GetString()!))
                throw new FormatException($"`{pointer}` looks like a commitment: its value was taken out.");
    }

    private sealed class Salted(byte[] salt) : ISubstitute
    {
        public string For(JsonElement value) => Commitment.Of(salt, value);

        public string For(string text) => Commitment.Of(salt, text);
    }

    private sealed class Hidden(string name, string commitment) : ISubstitute
    {
        public string For(JsonElement value) =>
            For(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());

        public string For(string text) =>
            text != Erased ? throw new FormatException($"The field `{name}` was erased, but has a value.")
            : Commitment.IsOne(commitment) ? commitment
            : throw new FormatException($"`{commitment}` in place of `{name}` is no commitment.");
    }
}
