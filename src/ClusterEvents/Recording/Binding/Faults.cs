namespace ClusterEvents.Recording.Binding;

/// <summary>What is malformed in a body, gathered so that a sender sees every fault at once.</summary>
public sealed class Faults
{
    private readonly List<Refusal> _found = [];

    public bool None => _found.Count == 0;

    public IReadOnlyList<Refusal> Found => _found;

    public bool At(string path) => _found.Exists(fault => fault.Field == path);

    public void Add(string path, string fault) => _found.Add(Refusal.Malformed(path, fault));
}
