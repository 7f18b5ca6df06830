using System.Text.Json;
using ClusterEvents.TransparencyLog;

namespace ClusterEvents.Verifier.Folder;

/// <summary>Reads the salts and erased commitments beside the events; both files are in the order of leaves.</summary>
internal sealed class CommitmentOpenings : IDisposable
{
    private const string Name = "openings.ndjson";

    private readonly IEnumerator<(long Number, string Text)> _lines;
    private readonly Report _report;
    private (long Index, Openings Openings)? _next;

    public CommitmentOpenings(Evidence evidence, Report report)
    {
        (_lines, _report) = (evidence.Lines(Name).GetEnumerator(), report);
        Advance();
    }

    public Openings Of(long index)
    {
        while (_next is var (passed, _) && passed < index) Advance();
        return _next is var (found, openings) && found == index ? openings : Openings.None;
    }

    public void Dispose() => _lines.Dispose();

    /// <summary>Goes on to the next line that can be read, and reports the others.</summary>
    private void Advance()
    {
        _next = null;
        while (_next is null && _lines.MoveNext())
            try
            {
                _next = Input.Checked(() => Read(_lines.Current.Text));
            }
            catch (FormatException exception)
            {
                _report.Add("opening-altered", $"{Name}, line {_lines.Current.Number}",
                    $"It cannot be read: {exception.Message}");
            }
    }

    private static (long, Openings) Read(string line)
    {
        var json = JsonElement.Parse(line);
        return (json.GetProperty("index").GetInt64(), Openings.Of(json));
    }
}
