using System.Text;

namespace ClusterEvents.Verifier.Log;

/// <summary>A signed checkpoint in a file, replaced in one step and on the disk before anybody relies on it.</summary>
internal sealed class RememberedCheckpoint(string file)
{
    public string? Note => File.Exists(file) ? File.ReadAllText(file) : null;

    public void Keep(string note)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        Directory.CreateDirectory(folder);
        var next = $"{file}.next";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes(note));
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, file, overwrite: true);
    }
}
