using System.Globalization;

namespace ClusterEvents.LocalPostgres;

/// <summary>
/// Exclusive use of a data folder: a lock on a file in it. The operating system releases the lock when the program
/// ends, so a leftover lock file has no effect.
/// </summary>
internal sealed class InstanceLock : IDisposable
{
    private const string FileName = "instance.lock";

    private readonly FileStream _file;

    private InstanceLock(string folder, FileStream file)
    {
        Folder = folder;
        _file = file;
    }

    /// <summary>The locked folder.</summary>
    public string Folder { get; }

    /// <summary>Acquires the lock.</summary>
    /// <exception cref="LocalPostgresException">Another program holds it, or the folder is not writable.</exception>
    public static InstanceLock Acquire(string folder) =>
        TryAcquire(folder) ?? throw new LocalPostgresException(
            $"Another ClusterEvents{HolderText(folder)} is already using the folder {folder}. " +
            "Stop that one first, or give this one a folder of its own with --data.");

    /// <summary>Acquires the lock; null if another program holds it.</summary>
    public static InstanceLock? TryAcquire(string folder)
    {
        try
        {
            var path = Path.Combine(folder, FileName);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            WriteHolder(file);
            return new InstanceLock(folder, file);
        }
        catch (IOException e) when (IsHeldElsewhere(e))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalPostgresException(
                $"The data folder {folder} cannot be used: {e.Message} Choose another folder with --data.", e);
        }
    }

    /// <summary>Releases the lock; the file stays, because removing it would let two programs lock two files.</summary>
    public void Dispose() => _file.Dispose();

    private static void WriteHolder(FileStream file)
    {
        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
    }

    private static string HolderText(string folder)
    {
        try
        {
            var path = Path.Combine(folder, FileName);
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd() is { Length: > 0 } holder ? $" (process id {holder})" : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Windows does not allow reading a locked file; the message then has no process id.
            return "";
        }
    }

    private static bool IsHeldElsewhere(IOException error)
    {
        const int sharingViolation = unchecked((int)0x80070020);
        const int wouldBlockOnMacOS = 35;
        const int wouldBlockOnLinux = 11;
        if (OperatingSystem.IsWindows())
            return error.HResult == sharingViolation;
        return error.HResult == (OperatingSystem.IsMacOS() ? wouldBlockOnMacOS : wouldBlockOnLinux);
    }
}
