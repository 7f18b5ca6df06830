using System.Text.Json;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Folder;

/// <summary>Reads the salts and erased commitments beside the events; both files are in the order of leaves.</summary>
internal sealed class CommitmentOpenings : IDisposable
{
    private readonly IEnumerator<string> _lines;
    private (long Index, Openings Openings)? _next;

    public CommitmentOpenings(IEnumerable<string> lines)
    {
        _lines = lines.GetEnumerator();
        Advance();
    }

    public Openings Of(long index)
    {
        while (_next is var (passed, _) && passed < index) Advance();
        return _next is var (found, openings) && found == index ? openings : Openings.None;
    }

    public void Dispose() => _lines.Dispose();

    private void Advance()
    {
        _next = null;
        if (!_lines.MoveNext()) return;
        using var line = JsonDocument.Parse(_lines.Current);
        _next = (line.RootElement.GetProperty("index").GetInt64(), Openings.Of(line.RootElement));
    }
}
