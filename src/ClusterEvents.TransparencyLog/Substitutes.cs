using System.Globalization;
using System.Text.Json;

namespace ClusterEvents.TransparencyLog;

/// <summary>
/// Texts to write in canonical JSON in place of values, by the JSON pointers (RFC 6901) to those values.
/// </summary>
internal sealed class Substitutes
{
    private readonly List<Substitutes> _within = [];
    private readonly string _step;
    private string _pointer = "";
    private Func<JsonElement, string>? _text;
    private bool _stands;

    private Substitutes(string step) => _step = step;

    public static Substitutes ForAll() => new("");

    /// <param name="field">The top-level field that the pointer starts from.</param>
    /// <param name="pointer">The pointer from that field to the value; not empty.</param>
    /// <param name="text">Makes the substitute from the value.</param>
    /// <exception cref="FormatException">The pointer is empty.</exception>
    public void Add(string field, string pointer, Func<JsonElement, string> text)
    {
        string[] steps = [.. pointer.Split('/').Skip(1).Select(Unescaped)];
        if (steps.Length == 0) throw NotThere(pointer);
        var at = this;
        foreach (var step in steps.Prepend(field))
        {
            var next = at._within.Find(one => one._step == step);
            if (next is null) at._within.Add(next = new(step));
            at = next;
        }

        (at._pointer, at._text) = (pointer, text);
    }

    /// <summary>The substitutes inside a field of the current object; null if there are none.</summary>
    public Substitutes? In(JsonProperty field)
    {
        foreach (var one in _within)
            if (field.NameEquals(one._step)) return one;
        return null;
    }

    /// <summary>The substitutes inside a field; null if there are none.</summary>
    public Substitutes? In(string field) => _within.Find(one => one._step == field);

    /// <summary>The substitutes inside an item of the current list; null if there are none.</summary>
    public Substitutes? In(int item) =>
        _within.Find(one => one._step == item.ToString(CultureInfo.InvariantCulture));

    /// <summary>The substitute for a value itself; null if the substitutes are inside it.</summary>
    public string? InPlaceOf(JsonElement value)
    {
        if (_text is null || value.ValueKind == JsonValueKind.Null) return null;
        _stands = true;
        return _text(value);
    }

    /// <exception cref="FormatException">A pointer matched no value.</exception>
    public void RequireAll()
    {
        if (_text is not null && !_stands) throw NotThere(_pointer);
        foreach (var one in _within) one.RequireAll();
    }

    private static FormatException NotThere(string pointer) => new($"The personal field `{pointer}` does not exist.");

    private static string Unescaped(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
