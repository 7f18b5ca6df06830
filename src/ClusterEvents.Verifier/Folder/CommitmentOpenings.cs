using System.Text.Json;

namespace ClusterEvents.Verifier.Folder;

/// <summary>Reads the salts and erased commitments beside the events; both files are in the order of leaves.</summary>
internal sealed class CommitmentOpenings : IDisposable
{
    private readonly IEnumerator<string> _lines;
    private CommitmentOpening? _next;

    public CommitmentOpenings(IEnumerable<string> lines)
    {
        _lines = lines.GetEnumerator();
        Advance();
    }

    public CommitmentOpening Of(long index)
    {
        while (_next is { } passed && passed.Index < index) Advance();
        return _next is { } found && found.Index == index ? found : new(index, null, null);
    }

    public void Dispose() => _lines.Dispose();

    private void Advance() =>
        _next = _lines.MoveNext()
            ? JsonSerializer.Deserialize<CommitmentOpening>(_lines.Current, JsonSerializerOptions.Web) : null;
}
