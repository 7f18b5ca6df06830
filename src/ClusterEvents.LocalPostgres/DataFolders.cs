namespace ClusterEvents.LocalPostgres;

/// <summary>Creates and removes folders that the server's user can reach and nobody else can read.</summary>
internal static class DataFolders
{
    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // Root's server runs as another user, who must be able to traverse the folder, but not to list it.
    private const UnixFileMode OthersPass = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly TimeSpan RemovalLimit = TimeSpan.FromSeconds(10);

    /// <summary>The default data folder of the private installation.</summary>
    public static string Default => RunsAsRoot
        ? "/var/lib/ClusterEvents" // Root's home is closed to the user the server runs as.
        : Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "ClusterEvents");

    /// <summary>True when the program is root on Unix; a Windows administrator needs no other user.</summary>
    public static bool RunsAsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>Creates the folder and its missing parents; existing ones keep their permissions.</summary>
    /// <returns>The full path with symbolic links resolved, so that each folder has one name.</returns>
    public static string Make(string folder)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        try
        {
            MakeMissing(full);
            return Real(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LocalPostgresException(
                $"The data folder {full} cannot be created: {e.Message} Choose another folder with --data.", e);
        }
    }

    /// <summary>Removes a folder; false if something in it could not be removed in time.</summary>
    public static Task<bool> RemoveAsync(string folder, CancellationToken cancellation) =>
        Wait.UntilAsync(() => TryRemove(folder), RemovalLimit, cancellation);

    /// <summary>Sets the permissions of a file or folder; on Windows they are inherited and stay.</summary>
    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }

    /// <summary>
    /// The path with all symbolic links resolved, as the operating system reports a process's folder.
    /// </summary>
    private static string Real(string folder)
    {
        if (Path.GetDirectoryName(folder) is not { } parent)
            return folder;
        var path = Path.Combine(Real(parent), Path.GetFileName(folder));
        var target = Directory.ResolveLinkTarget(path, returnFinalTarget: true);
        return target is null ? path : Real(target.FullName);
    }

    private static void MakeMissing(string folder)
    {
        if (Directory.Exists(folder))
            return;
        if (Path.GetDirectoryName(folder) is { } parent)
            MakeMissing(parent);
        Directory.CreateDirectory(folder);
        SetMode(folder, RunsAsRoot ? OthersPass : OwnerOnly);
    }

    private static bool TryRemove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A process that is ending may still write there; the next attempt succeeds.
            return false;
        }
    }
}
