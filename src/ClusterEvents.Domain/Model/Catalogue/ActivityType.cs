using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// Describes one type of event: its stored name, stream, rules, route and display text. Declared once, in the file of
/// the event.
/// </summary>
public sealed class ActivityType
{
    private string? _storedName;

    private ActivityType(Type type, string command, string route, (string Vietnamese, string English) name) =>
        (ClrType, Command, Route, NameForPeople) = (type, command, route, name);

    /// <summary>The name of the type, as timelines show it: <c>FlowersOffered</c>.</summary>
    public string Name => ClrType.Name;

    /// <summary>What people call it: “Dâng hoa”, “Flowers offered”. No other type has the same name.</summary>
    public (string Vietnamese, string English) NameForPeople { get; }

    /// <summary>The type of its record.</summary>
    public Type ClrType { get; }

    /// <summary>The name of the command that records it: <c>OfferFlowers</c>.</summary>
    public string Command { get; }

    /// <summary>
    /// The path to which the command is posted: <c>/v1/ceremonies/flowers</c>. <c>{id}</c> is the id of the stream,
    /// <c>{kind}</c> its kind if any kind is allowed, and <c>{activityId}</c> the entry that a correction targets.
    /// </summary>
    public string Route { get; }

    /// <summary>The group of commands, named as its folder: <c>Ceremonies</c>.</summary>
    public string Group => ClrType.Namespace![(ClrType.Namespace!.LastIndexOf('.') + 1)..];

    /// <summary>
    /// The first schema version of a new event type. Version 1 of every type is from before the texts that may name
    /// persons were salted; its fields are those of version 2.
    /// </summary>
    public const int FirstSalted = 2;

    /// <summary>Upcasters; element <c>i</c> converts schema version <c>i + 2</c> to <c>i + 3</c>.</summary>
    public IReadOnlyList<Upcast> Upcasts { get; private init; } = [];

    /// <summary>The schema version that is stored today. A changed shape increments it and adds an upcaster.</summary>
    public int SchemaVersion => Upcasts.Count + FirstSalted;

    /// <summary>The CLR type name that Marten stores beside each event.</summary>
    public string DotNetName => $"{ClrType.FullName}, {ClrType.Assembly.GetName().Name}";

    /// <summary>Every shape that was ever stored, oldest first.</summary>
    public IEnumerable<StoredShape> Shapes =>
        Enumerable.Range(1, SchemaVersion).Select(version => new StoredShape(this, version));

    private StoredShape Current => new(this, SchemaVersion);

    /// <summary>The stored name of the current shape.</summary>
    public string StoredName => _storedName ??= Current.StoredName;

    /// <summary>The CloudEvents type of the current shape.</summary>
    public string CloudEventType => Current.CloudEventType;

    /// <summary>The kind of its stream; null if it may be appended to a stream of any kind.</summary>
    public string? StreamKind { get; private init; }

    /// <summary>What a correction does to its target, as one word: <c>corrected</c>; null for other events.</summary>
    public string? Effect { get; private init; }

    /// <summary>Whether only an administrator may record it.</summary>
    public bool ForAdministrators { get; private init; }

    /// <summary>Whose it is to record.</summary>
    public required Right Right { get; init; }

    /// <summary>Whether it may name guests.</summary>
    public bool TakesGuests { get; private init; }

    /// <summary>Whether it may belong to no single cluster, if its scope is Campaign.</summary>
    public bool IsOpenToAllClusters { get; private init; }

    /// <summary>Whether it starts a new stream.</summary>
    public required Opens Opens { get; init; }

    /// <summary>The timelines that show it.</summary>
    public required Reach Reach { get; init; }

    /// <summary>Makes the id of a new stream when the request names none; null for a UUIDv7.</summary>
    public Func<Activity, CityId?, string>? IdOfNewStream { get; private init; }

    /// <summary>Values that must be unique among all streams, such as a campaign's name and period.</summary>
    public Func<Activity, IEnumerable<Claim>> Claims { get; private init; } = _ => [];

    /// <summary>Whether it claims unique values at all.</summary>
    public bool MakesClaims { get; private init; }

    /// <summary>The title of the timeline that the activity creates; null for all but cities, clusters and
    /// campaigns.</summary>
    public Func<Activity, string>? TimelineTitle { get; private init; }

    /// <summary>
    /// Its rules: the rejections of an activity, given the state of its stream (null for a new stream) and the context.
    /// </summary>
    public required Func<Activity, object?, DecisionContext, IEnumerable<Rejection>> Rejections { get; init; }

    /// <summary>
    /// The codes of its own rules and claims, for descriptions of the interface. Tests demand that they are complete.
    /// </summary>
    public IReadOnlyList<string> RuleCodes { get; private init; } = [];

    /// <summary>Whether the rules of its target are asked as well: the entry must be valid with it.</summary>
    public bool AsksRulesOfTarget { get; private init; }

    /// <summary>The title and summary of an activity as a timeline shows it.</summary>
    public required Func<Activity, Language, DisplayText> Describe { get; init; }

    /// <summary>Declares an event type on streams whose state is <typeparamref name="TState"/>.</summary>
    public static ActivityType Of<TActivity, TState>(
        string command,
        string route,
        (string Vietnamese, string English) name,
        Opens opens,
        Reach reach,
        Right right,
        Rules<TActivity, TState> rules,
        Func<TActivity, Language, DisplayText> describe,
        Func<TActivity, CityId?, string>? idOfNewStream = null,
        Func<TActivity, IEnumerable<Claim>>? claims = null,
        Func<TActivity, string>? timelineTitle = null,
        bool isOpenToAllClusters = false,
        bool takesGuests = false,
        IReadOnlyList<string>? ruleCodes = null,
        params Upcast[] upcasts)
        where TActivity : Activity
        where TState : class, IStreamState<TState> =>
        new(typeof(TActivity), command, route, name)
        {
            StreamKind = TState.Kind,
            Opens = opens,
            Reach = reach,
            Right = right,
            TakesGuests = takesGuests,
            Rejections = (activity, state, context) => rules((TActivity)activity, (TState?)state, context),
            Describe = (activity, language) => describe((TActivity)activity, language),
            IdOfNewStream = idOfNewStream is null ? null : (activity, own) => idOfNewStream((TActivity)activity, own),
            Claims = claims is null ? _ => [] : activity => claims((TActivity)activity),
            MakesClaims = claims is not null,
            IsOpenToAllClusters = isOpenToAllClusters,
            TimelineTitle = timelineTitle is null ? null : activity => timelineTitle((TActivity)activity),
            RuleCodes = ruleCodes ?? [],
            Upcasts = upcasts,
        };

    /// <summary>Declares an event type that may be appended to a stream of any kind.</summary>
    public static ActivityType OnAnyStream<TActivity>(
        string command,
        string route,
        (string Vietnamese, string English) name,
        Right right,
        Func<TActivity, Language, DisplayText> describe,
        Func<TActivity, DecisionContext, IEnumerable<Rejection>>? rules = null,
        bool forAdministrators = false,
        string? effect = null,
        IReadOnlyList<string>? ruleCodes = null,
        bool asksRulesOfTarget = false,
        params Upcast[] upcasts)
        where TActivity : Activity =>
        new(typeof(TActivity), command, route, name)
        {
            StreamKind = null,
            Opens = Opens.Never,
            Reach = Reach.RegistryOnly,
            Right = right,
            ForAdministrators = forAdministrators,
            Effect = effect,
            Rejections = (activity, _, context) => rules?.Invoke((TActivity)activity, context) ?? [],
            RuleCodes = ruleCodes ?? [],
            AsksRulesOfTarget = asksRulesOfTarget,
            Describe = (activity, language) => describe((TActivity)activity, language),
            Upcasts = upcasts,
        };
}
