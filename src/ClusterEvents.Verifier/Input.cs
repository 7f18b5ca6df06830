using System.Text;
using System.Text.Json;

namespace ClusterEvents.Verifier;

/// <summary>
/// Reads files that anybody may have written. A file that is not what it should be is one sentence with its name.
/// </summary>
internal static class Input
{
    /// <summary>
    /// The text of a file, with line feeds alone: an editor on Windows writes a byte order mark and CRLF, and nothing
    /// that is signed or sealed has either.
    /// </summary>
    public static string Text(string file) =>
        File.ReadAllText(file, Encoding.UTF8).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Reads a file as something that has a form of its own.</summary>
    /// <param name="file">The file.</param>
    /// <param name="what">What it should be, with its article.</param>
    /// <param name="read">Reads it from the text.</param>
    /// <exception cref="VerifierException">It is something else.</exception>
    public static T Read<T>(string file, string what, Func<string, T> read)
    {
        var text = Text(file);
        try
        {
            return Checked(() => read(text));
        }
        catch (FormatException exception)
        {
            throw new VerifierException($"{file} is not {what}: {exception.Message}");
        }
    }

    /// <summary>Reads content. Whatever it lacks, the reader throws one kind of exception.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    public static T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException exception)
        {
            // One with a path is about a value of another type.
            throw new FormatException(
                exception.Path is null ? $"It is not JSON: {exception.Message}" : exception.Message, exception);
        }
        // Readers of JSON throw these for values of another type, twice the same field, and half a character.
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException
            or ArgumentException or OverflowException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }
}
