using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Reading;

/// <summary>Collects the validation errors of a body, so that the sender sees all of them at once.</summary>
public sealed class ValidationErrors
{
    /// <summary>
    /// The maximum number of errors reported: one for each element of the largest batch. A body of unknown names could
    /// otherwise cause a response fifty times its size.
    /// </summary>
    public const int MostTold = 1_000;

    private readonly List<Rejection> _found = [];

    /// <summary>
    /// Whether the texts of the body come from a record that is restored: they are kept as they were recorded.
    /// </summary>
    public bool TextsAreOnRecord { get; set; }

    public bool None => Count == 0;

    /// <summary>The number of errors, including those not reported.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<Rejection> Found => _found;

    /// <summary>Whether a field, or anything inside it, has an error.</summary>
    public bool At(string path) => _found.Exists(fault => fault.Field is { } field && (field == path
        || (field.StartsWith(path, StringComparison.Ordinal) && field.Length > path.Length
            && field[path.Length] is ('[' or '.'))));

    /// <summary>Adds what is wrong with a field.</summary>
    /// <param name="path">The path of the field.</param>
    /// <param name="code">The code, which has a sentence in <see cref="Sentences"/>.</param>
    /// <param name="arguments">The values of the sentence.</param>
    public void Add(string path, string code, params (string Name, object? Value)[] arguments) =>
        Add(path, new Fault(code, arguments));

    /// <summary>Adds what is wrong with a field.</summary>
    public void Add(string path, Fault fault)
    {
        Count++;
        if (_found.Count < MostTold) _found.Add(Rejection.Malformed(path, fault));
    }
}
