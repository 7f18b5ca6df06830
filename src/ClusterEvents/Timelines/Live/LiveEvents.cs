using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Timelines.Live;

/// <summary>Writes changes as server-sent events (HTML Living Standard, section 9.2).</summary>
internal static class LiveEvents
{
    /// <summary>Writes the delay after which a client should reconnect.</summary>
    public static void WriteRetry(PipeWriter output, TimeSpan after) =>
        WriteText(output, $"retry: {after.TotalMilliseconds:0}\n\n");

    /// <summary>
    /// Writes a heartbeat with the position reached: an id without data is stored, but is not an event.
    /// </summary>
    public static void WriteMark(PipeWriter output, long position) =>
        WriteText(output, $": live\nid: {position}\n\n");

    /// <summary>Writes changes as the API shows them: an entry as JSON.</summary>
    public static Task WriteAsync(PipeWriter output, IReadOnlyList<LiveChange> changes, CancellationToken cancel)
    {
        foreach (var change in changes) Write(output, change);
        return Task.CompletedTask;
    }

    /// <summary>Writes an event whose data has several lines.</summary>
    public static void Write(PipeWriter output, string name, long position, string data)
    {
        WriteText(output, $"event: {name}\nid: {position}\n");
        foreach (var line in data.Split('\n')) output.Write(Encoding.UTF8.GetBytes($"data: {line.TrimEnd('\r')}\n"));
        WriteText(output, $"\n");
    }

    private static void Write(PipeWriter output, LiveChange change)
    {
        WriteText(output, $"event: {NameOf(change)}\nid: {change.Position}\ndata: ");
        using (var json = new Utf8JsonWriter(output, JsonWriting.Copying))
        {
            if (change.Entry is { } entry) entry.Write(json);
            else WriteRemoved(json, change.ActivityId);
        }

        WriteText(output, $"\n\n");
    }

    /// <summary>The name of the event of a change.</summary>
    public static string NameOf(LiveChange change) => change.Entry is null ? "removed" : "entry";

    private static void WriteRemoved(Utf8JsonWriter json, Guid activityId)
    {
        json.WriteStartObject();
        json.WriteString("activityId", activityId);
        json.WriteEndObject();
    }

    private static void WriteText(PipeWriter output, FormattableString text) =>
        output.Write(Encoding.ASCII.GetBytes(text.ToString(CultureInfo.InvariantCulture)));
}
