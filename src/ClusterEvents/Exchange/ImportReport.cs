using ClusterEvents.Recording.CloudEvents;

namespace ClusterEvents.Exchange;

/// <summary>Counts the results of imported lines, and prints each rejected line with its reason.</summary>
internal sealed class ImportReport
{
    private long _recorded, _known, _refused;

    /// <summary>The lines that are on record.</summary>
    public long Kept => _recorded + _known;

    public long Refused => _refused;

    public void Add(LineResult result, string file)
    {
        if (result.Recorded is { Duplicate: true }) _known++;
        else if (result.Recorded is not null) _recorded++;
        else _refused++;
        foreach (var rejection in result.Rejections)
            Console.Error.WriteLine($"{file}:{result.Line}: {rejection.Message}");
    }

    /// <summary>Prints the counts.</summary>
    /// <param name="dryRun">Whether nothing was recorded.</param>
    /// <returns>The exit code of a command: 0 if no line was rejected, 1 otherwise.</returns>
    public int Close(bool dryRun = false)
    {
        Console.WriteLine(dryRun
            ? $"{_recorded} would be recorded, {_known} on record before, {_refused} refused; nothing was recorded"
            : $"{_recorded} recorded, {_known} on record before, {_refused} refused");
        return _refused == 0 ? 0 : 1;
    }
}
