using System.Globalization;

namespace ClusterEvents.Faults.Stands;

/// <summary>A small file system of its own, which can be filled to the last byte.</summary>
internal sealed class Disk : IAsyncDisposable
{
    private readonly string _folder;

    private Disk(string folder) => _folder = folder;

    private string Ballast => Path.Combine(_folder, "ballast");

    /// <summary>Mounts one on a folder that exists; null where this machine does not permit that.</summary>
    public static async Task<Disk?> TryMountAsync(string folder, int megabytes)
    {
        // The server's user passes through; the folders in it say who may read.
        var size = string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m,mode=711");
        return OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
            && await Command.RunAsync("mount", "-t", "tmpfs", "-o", size, "clusterevents-faults", folder)
            ? new(folder) : null;
    }

    /// <summary>Leaves no room.</summary>
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
            // That is the end of it.
        }
    }

    public void Empty() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        Empty();
        // Lazily: a process that is just ending may still be in it.
        if (!await Command.RunAsync("umount", _folder)) await Command.RunAsync("umount", "-l", _folder);
    }
}
