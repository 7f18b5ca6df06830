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
    private string _name = "";
    private ISubstitute? _substitute;
    private bool _stands;

    private Substitutes(string step) => _step = step;

    public static Substitutes ForAll() => new("");

    /// <param name="name">The name of a top-level field, or the pointer from <paramref name="within"/> to the
    /// value.</param>
    /// <param name="within">The top-level field that pointers start from.</param>
    /// <param name="substitute">Makes the substitute from the value.</param>
    /// <exception cref="FormatException">The name is empty.</exception>
    public void Add(string name, string within, ISubstitute substitute)
    {
        if (name.Length == 0) throw NotThere(name);
        var at = this;
        var steps = Openings.IsAttribute(name) ? [name] : name.Split('/').Skip(1).Select(Unescaped).Prepend(within);
        foreach (var step in steps)
        {
            var next = at._within.Find(one => one._step == step);
            if (next is null) at._within.Add(next = new(step));
            at = next;
        }

        (at._name, at._substitute) = (name, substitute);
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
        if (_substitute is null || value.ValueKind == JsonValueKind.Null) return null;
        _stands = true;
        return _substitute.For(value);
    }

    /// <summary>The substitute for a text itself; null if there is none.</summary>
    public string? InPlaceOf(string text)
    {
        if (_substitute is null) return null;
        _stands = true;
        return _substitute.For(text);
    }

    /// <exception cref="FormatException">A pointer matched no value.</exception>
    public void RequireAll()
    {
        if (_substitute is not null && !_stands) throw NotThere(_name);
        foreach (var one in _within) one.RequireAll();
    }

    private static FormatException NotThere(string name) => new($"The personal field `{name}` does not exist.");

    private static string Unescaped(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}

/// <summary>Makes the text that a leaf holds in place of a value.</summary>
internal interface ISubstitute
{
    string For(JsonElement value);

    string For(string text);
}
