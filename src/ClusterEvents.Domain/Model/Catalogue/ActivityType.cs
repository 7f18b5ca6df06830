using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// All that the rest of the program needs to know of one kind of event: its stored name, its stream, its rules and
/// how people read it. A slice declares it once, beside the event and the route.
/// </summary>
public sealed class ActivityType
{
    private string? _storedName;

    private ActivityType(Type type, string command, string route) => (ClrType, Command, Route) = (type, command, route);

    /// <summary>The kind on timelines: <c>FlowersOffered</c>.</summary>
    public string Name => ClrType.Name;

    public Type ClrType { get; }

    /// <summary>The command that records it: <c>OfferFlowers</c>.</summary>
    public string Command { get; }

    /// <summary>
    /// The path that the command is posted to: <c>/v1/ceremonies/flowers</c>. <c>{id}</c> is the id of the stream,
    /// <c>{kind}</c> its kind where it may be any, and <c>{activityId}</c> the entry that a correction is about.
    /// </summary>
    public string Route { get; }

    /// <summary>What it belongs to, as the folder is called: <c>Ceremonies</c>.</summary>
    public string Group => ClrType.Namespace![(ClrType.Namespace!.LastIndexOf('.') + 1)..];

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

    /// <summary>What a correction does to its entry, in one word: <c>corrected</c>; null for what is no correction.</summary>
    public string? Effect { get; private init; }

    /// <summary>Whether only an administrator may record it.</summary>
    public bool ForAdministrators { get; private init; }

    public required Opens Opens { get; init; }

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

    public required Func<Activity, object?, DecisionContext, IEnumerable<Rejection>> Rejections { get; init; }

    public required Func<Activity, Language, DisplayText> Describe { get; init; }

    /// <summary>Declares a kind of event on streams with the state <typeparamref name="TState"/>.</summary>
    public static ActivityType Of<TActivity, TState>(
        string command,
        string route,
        Opens opens,
        Reach reach,
        Rules<TActivity, TState> rules,
        Func<TActivity, Language, DisplayText> describe,
        Func<TActivity, string>? idOfNewStream = null,
        Func<TActivity, IEnumerable<Claim>>? claims = null,
        Func<TActivity, string>? timelineTitle = null,
        params Upcast[] upcasts)
        where TActivity : Activity
        where TState : class, IStreamState<TState> =>
        new(typeof(TActivity), command, route)
        {
            StreamKind = TState.Kind,
            Opens = opens,
            Reach = reach,
            Rejections = (activity, state, context) => rules((TActivity)activity, (TState?)state, context),
            Describe = (activity, language) => describe((TActivity)activity, language),
            IdOfNewStream = idOfNewStream is null ? null : activity => idOfNewStream((TActivity)activity),
            Claims = claims is null ? _ => [] : activity => claims((TActivity)activity),
            MakesClaims = claims is not null,
            TimelineTitle = timelineTitle is null ? null : activity => timelineTitle((TActivity)activity),
            Upcasts = upcasts,
        };

    /// <summary>Declares a kind of event that may be added to a stream of any kind.</summary>
    public static ActivityType OnAnyStream<TActivity>(
        string command,
        string route,
        Func<TActivity, Language, DisplayText> describe,
        Func<TActivity, DecisionContext, IEnumerable<Rejection>>? rules = null,
        bool forAdministrators = false,
        string? effect = null,
        params Upcast[] upcasts)
        where TActivity : Activity =>
        new(typeof(TActivity), command, route)
        {
            StreamKind = null,
            Opens = Opens.Never,
            Reach = Reach.RegistryOnly,
            ForAdministrators = forAdministrators,
            Effect = effect,
            Rejections = (activity, _, context) => rules?.Invoke((TActivity)activity, context) ?? [],
            Describe = (activity, language) => describe((TActivity)activity, language),
            Upcasts = upcasts,
        };

}
