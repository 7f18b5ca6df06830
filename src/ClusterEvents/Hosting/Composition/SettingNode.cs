namespace ClusterEvents.Hosting.Composition;

/// <summary>What a section of the settings holds: names, a list, or a value.</summary>
internal sealed class SettingNode
{
    private readonly Dictionary<string, SettingNode> _names = new(StringComparer.OrdinalIgnoreCase);

    private readonly SettingKind? _kind;

    private readonly SettingNode? _item;

    private SettingNode(SettingKind? kind, SettingNode? item) => (_kind, _item) = (kind, item);

    public static SettingNode Of(params (SettingKind Kind, string[] Names)[] values)
    {
        var section = new SettingNode(null, null);
        foreach (var (kind, names) in values)
            foreach (var name in names)
                section._names[name] = new(kind, null);
        return section;
    }

    public static SettingNode ListOf(SettingKind kind) => ListOf(new SettingNode(kind, null));

    public static SettingNode ListOf(SettingNode item) => new(null, item);

    public SettingNode With(string name, SettingNode node)
    {
        _names[name] = node;
        return this;
    }

    /// <summary>All faults of names and kinds in a section.</summary>
    public IEnumerable<SettingFault> Faults(IConfigurationSection section)
    {
        if (_kind is not null) return FaultsOfValue(section, _kind);
        // Other programs may have a variable of the same name; of a list, its only value would be ignored.
        if (!section.GetChildren().Any())
            return _item is not null && section.Value is { Length: > 0 } value
                ? [new(section.Path, $"{SettingName.Of(section)} is a list: write {Item(section, value)}.")] : [];
        return section.GetChildren().SelectMany(child =>
            _item is not null ? _item.Faults(child)
            : _names.TryGetValue(child.Key, out var known) ? known.Faults(child)
            : [SettingFault.Unknown(child, Meant(section, child.Key))]);
    }

    private string Item(IConfigurationSection section, string value) => _item!._kind is not null
        ? $"{SettingName.Of(section)}__0={value}"
        : string.Join(" and ", _item._names.Keys.Take(2).Select(name => $"{SettingName.Of(section)}__0__{name}"));

    private string? Meant(IConfigurationSection section, string name) =>
        KnownSettings.Nearest(name, _names.Keys) is { } meant ? $"{SettingName.Of(section)}__{meant}" : null;

    private static IEnumerable<SettingFault> FaultsOfValue(IConfigurationSection setting, SettingKind kind)
    {
        var name = SettingName.Of(setting);
        if (!ReferenceEquals(kind, SettingKind.Any) && setting.GetChildren().Any())
            yield return new(setting.Path, $"{name} takes one value: write {name}=….");
        else if (setting.Value is { } value && kind.FaultOf(value) is { } fault)
            yield return new(setting.Path, $"{name} is `{value}`: {fault}");
    }
}
