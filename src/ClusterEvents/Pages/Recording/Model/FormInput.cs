using System.Globalization;
using ClusterEvents.Pages.Posts;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>What stands in the fields of a form, as it was typed, by the names of the fields.</summary>
public sealed class FormInput
{
    /// <summary>What buttons say, and the token: never carried along.</summary>
    private static readonly string[] Buttons =
        ["do", "find", "clear", "rows", "set", "repeat", "q", PagePost.Field];

    private readonly Dictionary<string, string[]> _texts = new(StringComparer.Ordinal);

    public static FormInput Of(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> sent)
    {
        var input = new FormInput();
        foreach (var (name, values) in sent) input._texts[name] = [.. values.Select(value => value ?? "")];
        return input;
    }

    /// <summary>The text of a field; null if it is empty.</summary>
    public string? this[string name] => All(name).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));

    /// <summary>The texts of a field as they were typed, also where they are blank.</summary>
    public IReadOnlyList<string> All(string name) => _texts.GetValueOrDefault(name, []);

    /// <summary>Whether the field was sent, or filled in.</summary>
    public bool Has(string name) => _texts.ContainsKey(name);

    public IReadOnlyDictionary<string, string[]> Texts => _texts;

    /// <summary>What a page carries along in hidden fields.</summary>
    public IEnumerable<(string Name, string Value)> Carried => _texts.Where(one => !Buttons.Contains(one.Key))
        .SelectMany(one => one.Value.Select(value => (one.Key, value)));

    public FormInput Copy() => Of(_texts.Select(one => KeyValuePair.Create(
        one.Key, new Microsoft.Extensions.Primitives.StringValues(one.Value))));

    public void Set(string name, params IReadOnlyList<string> values)
    {
        if (values.Count == 0) _texts.Remove(name);
        else _texts[name] = [.. values];
    }

    /// <summary>Sets a field that is empty.</summary>
    public void Fill(string name, string? value)
    {
        if (value is { Length: > 0 } && this[name] is null) Set(name, value);
    }

    /// <summary>The number of rows of a list.</summary>
    public int RowsOf(string list) => _texts.Keys.Select(name => RowOf(list, name) + 1).DefaultIfEmpty(0).Max();

    /// <summary>Removes a row, such as <c>sources[1]</c>; those after it move up.</summary>
    public void Drop(string row)
    {
        var bracket = row.LastIndexOf('[');
        if (bracket < 0 || RowOf(row[..bracket], row) is not (>= 0 and var dropped)) return;
        var list = row[..bracket];
        var later = _texts.Where(one => RowOf(list, one.Key) >= dropped).OrderBy(one => RowOf(list, one.Key)).ToArray();
        foreach (var (name, _) in later) _texts.Remove(name);
        foreach (var (name, values) in later)
            if (RowOf(list, name) is var number && number > dropped)
                _texts[$"{list}[{number - 1}]{name[(name.IndexOf(']', list.Length) + 1)..]}"] = values;
    }

    /// <summary>The number of the row of a list that a field is in; -1 if it is in none.</summary>
    private static int RowOf(string list, string name) =>
        name.Length > list.Length + 1 && name[list.Length] == '[' && name.StartsWith(list, StringComparison.Ordinal)
        && name.IndexOf(']', list.Length) is > 0 and var end
        && int.TryParse(name.AsSpan(list.Length + 1, end - list.Length - 1), NumberStyles.None,
            CultureInfo.InvariantCulture, out var number)
        && number < 1_000 ? number : -1;
}
