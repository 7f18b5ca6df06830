namespace ClusterEvents.Recording.Binding;

/// <summary>What is malformed in a body, gathered so that a sender sees every fault at once.</summary>
public sealed class Faults
{
    private readonly List<Refusal> _found = [];

    public bool None => _found.Count == 0;

    public IReadOnlyList<Refusal> Found => _found;

    /// <summary>Whether a field, or anything inside it, is at fault.</summary>
    public bool At(string path) => _found.Exists(fault => fault.Field is { } field && (field == path
        || (field.StartsWith(path, StringComparison.Ordinal) && field.Length > path.Length
            && field[path.Length] is ('[' or '.'))));

    public void Add(string path, string fault) => _found.Add(Refusal.Malformed(path, fault));
}
