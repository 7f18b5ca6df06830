using System.Globalization;

namespace ClusterEvents.Faults.Stands;

/// <summary>A small file system that can be filled completely.</summary>
internal sealed class Disk : IAsyncDisposable
{
    private readonly string _folder;

    private Disk(string folder) => _folder = folder;

    private string Ballast => Path.Combine(_folder, "ballast");

    /// <summary>Mounts one on an existing folder; null if this machine does not permit it.</summary>
    public static async Task<Disk?> TryMountAsync(string folder, int megabytes)
    {
        // The server's user must traverse it; the folders inside control who may read.
        var size = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=711");
        return OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
            && await Command.RunAsync("mount", "-t", "tmpfs", "-o", size, "clusterevents-faults", folder)
            ? new(folder) : null;
    }

    /// <summary>Fills it.</summary>
    public void Fill()
    {
        var block = new byte[64 * 1024];
        using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) ballast.Write(block);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Empty() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        Empty();
        // Lazily, because a process that is ending may still use it.
        if (!await Command.RunAsync("umount", _folder)) await Command.RunAsync("umount", "-l", _folder);
    }
}
