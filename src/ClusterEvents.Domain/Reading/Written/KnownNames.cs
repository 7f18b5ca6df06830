using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Reading.Written;

/// <summary>
/// Finds the key of a thing by a name as people write it: with or without diacritics, with <c>Công an</c>, <c>TP.</c>
/// or <c>tỉnh</c> before it, or by the key itself.
/// </summary>
public sealed class KnownNames
{
    public static readonly KnownNames None = new([]);

    private static readonly string[] Titles = ["cong-an-", "catp-", "ca-", "thanh-pho-", "tp-", "tinh-", "police-of-"];

    private static readonly Dictionary<string, string> ShortForms = new(StringComparer.Ordinal)
    {
        ["hcm"] = "ho-chi-minh",
        ["tphcm"] = "ho-chi-minh",
        ["catphcm"] = "ho-chi-minh",
    };

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _keys = new(StringComparer.Ordinal);

    /// <param name="names">Each key with a name; a key may have several names, of which the last is today's.</param>
    public KnownNames(IEnumerable<(string Key, string Name)> names)
    {
        foreach (var (key, name) in names)
        {
            _names[key] = name;
            foreach (var form in new[] { key, Slug.Of(name), Bare(Slug.Of(name)) })
                if (_keys.TryGetValue(form, out var known)) known.Add(key);
                else _keys[form] = [key];
        }
    }

    /// <summary>The key that a text names; null if it names none, or several.</summary>
    public string? KeyOf(string text)
    {
        var name = Slug.Of(text);
        return _names.ContainsKey(text.Trim()) ? text.Trim() : Only(name) ?? Only(Bare(name));
    }

    /// <summary>The name of today; null if the key is not known.</summary>
    public string? NameOf(string key) => _names.GetValueOrDefault(key);

    /// <summary>The name that a misspelt text is nearest to; null if none is near.</summary>
    public string? NearestTo(string text)
    {
        var name = Bare(Slug.Of(text));
        return name.Length == 0 ? null : _keys.Keys.Where(form => form.Length > 0)
            .Select(form => (Form: form, Distance: EditDistance.Of(name, Bare(form))))
            .Where(one => one.Distance <= Math.Max(1, name.Length / 3))
            .OrderBy(one => one.Distance).ThenBy(one => one.Form, StringComparer.Ordinal)
            .Select(one => NameOf(_keys[one.Form].Order(StringComparer.Ordinal).First())).FirstOrDefault();
    }

    private string? Only(string form) => _keys.GetValueOrDefault(form) is { Count: 1 } keys ? keys.Single() : null;

    /// <summary>The name without what stands before it.</summary>
    private static string Bare(string name)
    {
        while (Array.Find(Titles, title => name.StartsWith(title, StringComparison.Ordinal)) is { } title)
            name = name[title.Length..];
        return ShortForms.GetValueOrDefault(name, name);
    }
}
