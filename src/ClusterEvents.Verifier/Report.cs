namespace ClusterEvents.Verifier;

/// <summary>A discrepancy between the record and its proofs.</summary>
internal sealed record Finding(string Code, string Where, string Detail);

/// <summary>The result of a check. All findings are counted, and the first ones are listed.</summary>
internal sealed class Report
{
    private const int Told = 1_000;

    private readonly List<Finding> _first = [];
    private readonly List<string> _notes = [];

    public long Count { get; private set; }

    public IReadOnlyList<Finding> First => _first;

    public IReadOnlyList<string> Notes => _notes;

    public void Add(string code, string where, string detail)
    {
        Count++;
        if (_first.Count < Told) _first.Add(new(code, where, detail));
    }

    /// <summary>Adds a remark for the reader that is not a finding.</summary>
    public void Note(string note) => _notes.Add(note);

    /// <summary>Prints the report.</summary>
    /// <returns>The exit code.</returns>
    public int Print(bool json)
    {
        if (json)
        {
            Console.WriteLine(new WrittenReport(Count == 0, Count, _first, _notes));
        }
        else
        {
            foreach (var finding in _first) Console.WriteLine($"{finding.Code}: {finding.Where}: {finding.Detail}");
            foreach (var note in _notes) Console.WriteLine(note);
            Console.WriteLine(Count == 0 ? "Clean." : Count == 1 ? "1 finding." : $"{Count} findings.");
        }

        return Count == 0 ? 0 : 1;
    }
}
