using System.Text;

namespace ClusterEvents.Verifier.Log;

/// <summary>A signed checkpoint in a file, replaced atomically and flushed to disk before it is relied on.</summary>
internal sealed class CheckpointFile(string file)
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
