namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>
/// What is wrong with a request, as a stable kebab-case code with values. <see cref="RefusalText"/> words it in the
/// language of the reader; nothing is worded before somebody reads it.
/// </summary>
public sealed class Fault : IEquatable<Fault>
{
    private readonly (string Name, object? Value)[] _arguments;

    /// <param name="code">The code, which has a sentence in <see cref="Sentences"/>.</param>
    /// <param name="arguments">
    /// The values of the placeholders: days, instants, numbers, cities, streams, fields, texts as they were sent. One
    /// that is null counts as not given.
    /// </param>
    public Fault(string code, params (string Name, object? Value)[] arguments) =>
        (Code, _arguments) = (code, arguments);

    public string Code { get; }

    /// <summary>The values that are given, in the order of the sentence.</summary>
    public IEnumerable<(string Name, object Value)> Arguments =>
        _arguments.Where(one => one.Value is not null).Select(one => (one.Name, one.Value!));

    /// <summary>The value of a placeholder; null if it is not given.</summary>
    public object? this[string name] => Array.Find(_arguments, one => one.Name == name).Value;

    /// <summary>The fault with a stream in place of <see cref="OwnStream"/>.</summary>
    public Fault On(StreamKey stream) => new(Code, [.. _arguments.Select(one => (one.Name, one.Value switch
    {
        OwnStream => (object?)stream,
        Fault inner => inner.On(stream),
        var other => other,
    }))]);

    /// <summary>Whether both say the same.</summary>
    public bool Equals(Fault? other) => other?.Code == Code && other.ToString() == ToString();

    public override bool Equals(object? obj) => Equals(obj as Fault);

    public override int GetHashCode() => Code.GetHashCode(StringComparison.Ordinal);

    /// <summary>A fault without values.</summary>
    public static implicit operator Fault(string code) => new(code);

    /// <summary>The sentence in English, with keys in place of names: for logs and consoles.</summary>
    public override string ToString() => RefusalText.Of(Language.English, this);
}
