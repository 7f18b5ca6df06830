using System.Text.Json;
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
public sealed class ActivityType
{
    private string? _storedName;

    private ActivityType(Type type) => ClrType = type;

    /// <summary>The kind on timelines: <c>FlowersOffered</c>.</summary>
    public string Name => ClrType.Name;

    public Type ClrType { get; }

    /// <summary>
    /// What leads from each earlier stored shape to the next one; the first from version 1 to version 2.
    /// </summary>
    public IReadOnlyList<Upcast> Upcasts { get; private init; } = [];

    /// <summary>
    /// The version of the shape that is stored now. A changed shape gets the next one, and an upcast.
    /// </summary>
    public int SchemaVersion => Upcasts.Count + 1;

    /// <summary>The class as Marten names it beside each event.</summary>
    public string DotNetName => $"{ClrType.FullName}, {ClrType.Assembly.GetName().Name}";

    /// <summary>Every shape that was ever stored, the current one last.</summary>
    public IEnumerable<StoredShape> Shapes =>
        Enumerable.Range(1, SchemaVersion).Select(version => new StoredShape(this, version));

    private StoredShape Current => new(this, SchemaVersion);

    /// <summary>The name of the current shape in the store.</summary>
    public string StoredName => _storedName ??= Current.StoredName;

    /// <summary>The CloudEvents type of the current shape.</summary>
    public string CloudEventType => Current.CloudEventType;

    /// <summary>The kind of its stream; null for an event that may be added to any stream.</summary>
    public string? StreamKind { get; private init; }

    /// <summary>Whether only an administrator may record it.</summary>
    public bool ForAdministrators { get; private init; }

    public required Opening Opening { get; init; }

    public required Reach Reach { get; init; }

    /// <summary>
    /// Names the stream that the activity starts when the sender names none; a UUIDv7 where it is null.
    /// </summary>
    public Func<Activity, string>? IdOfNewStream { get; private init; }

    /// <summary>What must be unique among all streams, such as a campaign's name and period.</summary>
    public Func<Activity, IEnumerable<Claim>> Claims { get; private init; } = _ => [];

    /// <summary>Whether anything of it must be unique.</summary>
    public bool MakesClaims { get; private init; }

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
        Func<TActivity, string>? timelineTitle = null,
        params Upcast[] upcasts)
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
            MakesClaims = claims is not null,
            TimelineTitle = timelineTitle is null ? null : activity => timelineTitle((TActivity)activity),
            Upcasts = upcasts,
        };

    /// <summary>Declares a kind of event that may be added to a stream of any kind.</summary>
    public static ActivityType OnAnyStream<TActivity>(
        Func<TActivity, Language, Wording> word, Func<TActivity, Known, IEnumerable<Refusal>>? rules = null,
        bool forAdministrators = false,
        params Upcast[] upcasts)
        where TActivity : Activity =>
        new(typeof(TActivity))
        {
            StreamKind = null,
            Opening = Opening.Never,
            Reach = Reach.RegistryOnly,
            ForAdministrators = forAdministrators,
            Refusals = (activity, _, known) => rules?.Invoke((TActivity)activity, known) ?? [],
            Word = (activity, language) => word((TActivity)activity, language),
            Upcasts = upcasts,
        };

    /// <summary>Reads and checks the fields of the catalogue and of the envelope; null when there are faults.</summary>
    public Activity? Read(
        JsonElement data, DateOnly today, string path, Faults faults, params (string Field, object Value)[] given)
    {
        var before = faults.Count;
        var activity = (Activity?)Shape.Read(data, path, faults, given);
        if (activity is not null) Envelope.Check(this, activity, today, path, faults);
        return faults.Count == before ? activity : null;
    }
}
