namespace ClusterEvents.Faults.Soak;

/// <summary>The clock of one node, moved by libfaketime; the clock that only counts goes on as it is.</summary>
internal sealed class Clock : IDisposable
{
    private static readonly string[] Offsets = ["+3600", "+0", "-3600", "+0"];

    private readonly string _folder = Directory.CreateTempSubdirectory("clusterevents-soak-clock-").FullName;
    private readonly string _library;
    private int _steps;

    private Clock(string library)
    {
        _library = library;
        Write("+0");
    }

    public IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("LD_PRELOAD", _library),
        new("FAKETIME_TIMESTAMP_FILE", File),
        new("FAKETIME_CACHE_DURATION", "1"),
        // By itself it takes each wait of .NET for one by the clock of the day, and ends it at once.
        new("FAKETIME_FORCE_MONOTONIC_FIX", "0"),
        new("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        // Times of files stay as they are: by them the program sees that its certificate was replaced.
        new("NO_FAKE_STAT", "1"),
    ];

    private string File => Path.Combine(_folder, "offset");

    /// <summary>Null where the library is not installed.</summary>
    public static Clock? TryMake()
    {
        const string libraries = "/usr/lib";
        if (!OperatingSystem.IsLinux()) return null;
        var found = Directory.EnumerateDirectories(libraries, "*-linux-gnu*")
            .Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1"))
            .FirstOrDefault(System.IO.File.Exists);
        return found is null ? null : new(found);
    }

    /// <summary>An hour forward, back again, an hour backward, forward again, and so on.</summary>
    /// <returns>The seconds by which it differs now.</returns>
    public string Step()
    {
        var offset = Offsets[_steps++ % Offsets.Length];
        Write(offset);
        return offset;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string offset)
    {
        System.IO.File.WriteAllText(File + ".new", offset);
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }
}
