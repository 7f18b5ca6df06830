using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Domain.Reading;

/// <summary>What is malformed in a body, gathered so that a sender sees every fault at once.</summary>
public sealed class ValidationErrors
{
    /// <summary>
    /// The most that are told: one for each of the largest batch. A body of unknown names alone would be answered with
    /// fifty times as much.
    /// </summary>
    public const int MostTold = 1_000;

    private readonly List<Rejection> _found = [];

    public bool None => Count == 0;

    /// <summary>How many there are, told or not.</summary>
    public int Count { get; private set; }

    public IReadOnlyList<Rejection> Found => _found;

    /// <summary>Whether a field, or anything inside it, is at fault.</summary>
    public bool At(string path) => _found.Exists(fault => fault.Field is { } field && (field == path
        || (field.StartsWith(path, StringComparison.Ordinal) && field.Length > path.Length
            && field[path.Length] is ('[' or '.'))));

    public void Add(string path, string fault)
    {
        Count++;
        if (_found.Count < MostTold) _found.Add(Rejection.Malformed(path, fault));
    }
}
