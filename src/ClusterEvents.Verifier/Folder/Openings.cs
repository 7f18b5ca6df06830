using System.Text.Json;

namespace ClusterEvents.Verifier.Folder;

/// <summary>What opens the commitments, read beside the events: both are in the order of leaves.</summary>
internal sealed class Openings : IDisposable
{
    private readonly IEnumerator<string> _lines;
    private Opening? _next;

    public Openings(IEnumerable<string> lines)
    {
        _lines = lines.GetEnumerator();
        Advance();
    }

    public Opening Of(long index)
    {
        while (_next is { } passed && passed.Index < index) Advance();
        return _next is { } found && found.Index == index ? found : new(index, null, null);
    }

    public void Dispose() => _lines.Dispose();

    private void Advance() =>
        _next = _lines.MoveNext()
            ? JsonSerializer.Deserialize<Opening>(_lines.Current, JsonSerializerOptions.Web) : null;
}
