using System.Text.Json;
using System.Text.RegularExpressions;
using ClusterEvents.Recording.Binding;

namespace ClusterEvents.Recording;

/// <summary>Whether recording an activity starts its stream.</summary>
public enum Opening
{
    /// <summary>It is the first event of a new stream.</summary>
    Always,

    /// <summary>It may be the first one, or be added to what is there.</summary>
    Maybe,

    /// <summary>It is added to a stream that is on record.</summary>
    Never,
}

/// <summary>The timelines that show an activity.</summary>
public enum Reach { CitiesAndCampaigns, CitiesOnly, RegistryOnly }

/// <summary>The rules of one activity: what refuses it, given its stream's state and what else is known.</summary>
public delegate IEnumerable<Refusal> Rules<in TActivity, in TState>(TActivity activity, TState? state, Known known);

/// <summary>
/// All that the rest of the program needs to know of one kind of event: its stored name, its stream, its rules and
/// how people read it. A slice declares it once, beside the event and the route.
/// </summary>
public sealed partial class ActivityType
{
    private string? _storedName;

    private ActivityType(Type type) => ClrType = type;

    /// <summary>The kind on timelines: <c>FlowersOffered</c>.</summary>
    public string Name => ClrType.Name;

    public Type ClrType { get; }

    /// <summary>The version of the stored shape. A changed shape gets the next one, and an upcaster.</summary>
    public int SchemaVersion { get; } = 1;

    /// <summary>The event's name in the store: <c>flowers-offered.v1</c>. Stored names are for ever.</summary>
    public string StoredName => _storedName ??= $"{Kebab(Name)}.v{SchemaVersion}";

    /// <summary>The class as Marten names it beside each event.</summary>
    public string DotNetName => $"{ClrType.FullName}, {ClrType.Assembly.GetName().Name}";

    /// <summary>The CloudEvents type: <c>clusterevents.flowers-offered.v1</c>.</summary>
    public string CloudEventType => $"clusterevents.{StoredName}";

    /// <summary>The kind of its stream; null for an event that may be added to any stream.</summary>
    public string? StreamKind { get; private init; }

    /// <summary>Whether only an administrator may record it.</summary>
    public bool ForAdministrators { get; private init; }

    public required Opening Opening { get; init; }

    public required Reach Reach { get; init; }

    /// <summary>Names the stream that the activity starts when the sender names none; a UUIDv7 where it is null.</summary>
    public Func<Activity, string>? IdOfNewStream { get; private init; }

    /// <summary>What must be unique among all streams, such as a campaign's name and period.</summary>
    public Func<Activity, IEnumerable<Claim>> Claims { get; private init; } = _ => [];

    /// <summary>The title of the timeline that the activity opens; null for all but cities and campaigns.</summary>
    public Func<Activity, string>? TimelineTitle { get; private init; }

    public required Func<Activity, object?, Known, IEnumerable<Refusal>> Refusals { get; init; }

    public required Func<Activity, Language, Wording> Word { get; init; }

    public RecordReader Shape => RecordReader.Of(ClrType);

    /// <summary>Declares a kind of event on streams with the state <typeparamref name="TState"/>.</summary>
    public static ActivityType Of<TActivity, TState>(
        Opening opening,
        Reach reach,
        Rules<TActivity, TState> rules,
        Func<TActivity, Language, Wording> word,
        Func<TActivity, string>? idOfNewStream = null,
        Func<TActivity, IEnumerable<Claim>>? claims = null,
        Func<TActivity, string>? timelineTitle = null)
        where TActivity : Activity
        where TState : class, IStreamState<TState> =>
        new(typeof(TActivity))
        {
            StreamKind = TState.Kind,
            Opening = opening,
            Reach = reach,
            Refusals = (activity, state, known) => rules((TActivity)activity, (TState?)state, known),
            Word = (activity, language) => word((TActivity)activity, language),
            IdOfNewStream = idOfNewStream is null ? null : activity => idOfNewStream((TActivity)activity),
            Claims = claims is null ? _ => [] : activity => claims((TActivity)activity),
            TimelineTitle = timelineTitle is null ? null : activity => timelineTitle((TActivity)activity),
        };

    /// <summary>Declares a kind of event that may be added to a stream of any kind.</summary>
    public static ActivityType OnAnyStream<TActivity>(
        Func<TActivity, Language, Wording> word, Func<TActivity, Known, IEnumerable<Refusal>>? rules = null,
        bool forAdministrators = false)
        where TActivity : Activity =>
        new(typeof(TActivity))
        {
            StreamKind = null,
            Opening = Opening.Never,
            Reach = Reach.RegistryOnly,
            ForAdministrators = forAdministrators,
            Refusals = (activity, _, known) => rules?.Invoke((TActivity)activity, known) ?? [],
            Word = (activity, language) => word((TActivity)activity, language),
        };

    /// <summary>Reads and checks the fields of the catalogue and of the envelope; null when there are faults.</summary>
    public Activity? Read(
        JsonElement data, DateOnly today, string path, Faults faults, params (string Field, object Value)[] given)
    {
        var before = faults.Found.Count;
        var activity = (Activity?)Shape.Read(data, path, faults, given);
        if (activity is not null) Envelope.Check(this, activity, today, path, faults);
        return faults.Found.Count == before ? activity : null;
    }

    private static string Kebab(string pascalCase) =>
        WordStart().Replace(pascalCase, "-$0").TrimStart('-').ToLowerInvariant();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex WordStart();
}
