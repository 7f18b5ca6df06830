namespace ClusterEvents.Hosting.Http;

/// <summary>How many requests that hold the same may be under way.</summary>
/// <param name="All">Those of all signed-in callers.</param>
/// <param name="Each">Those of one caller.</param>
/// <param name="Waiting">How many more may wait for a place.</param>
public sealed record Places(int All, int Each, int Waiting);

/// <summary>The settings <c>Limits</c>.</summary>
public sealed class PlaceSettings
{
    /// <summary>The share of anonymous callers, in percent of the places of signed-in callers.</summary>
    private const int UsualShare = 25;

    /// <summary>
    /// A read mostly uses the processor: one caller gets no more of them at once than keep all processors busy.
    /// </summary>
    private static readonly int UsualRequestsEach = Math.Max(4, 2 * Environment.ProcessorCount);

    private readonly Dictionary<Holding, Places> _places;

    /// <exception cref="CannotStartException">A limit is too small: every request would fail.</exception>
    public PlaceSettings(IConfiguration configuration)
    {
        // Without an authority everyone is the same caller, on the same machine.
        var single = Identity.Identity.AuthorityOf(configuration) is null;
        int Limit(string name, int usual, int least = 1) =>
            configuration.GetValue($"Limits:{name}", usual) is var limit && limit >= least ? limit
                : throw new CannotStartException($"Limits__{name} is {limit}: it must be {least} or more.");
        int Each(string name, int usual, int all) => Limit(name, single ? all : Math.Min(usual, all));

        var waiting = Limit("RequestsWaiting", 1_024, least: 0);
        var requests = Limit("RequestsAtOnce", 512);
        var recordings = Limit("RecordingsAtOnce", 512);
        var waits = Limit("Waits", 512);
        var streams = Limit("Streams", 128);
        var imports = Limit("Imports", 64);
        var followers = Limit("Followers", 512);
        _places = new()
        {
            [Holding.Request] = new(requests, Each("RequestsEach", UsualRequestsEach, requests), waiting),
            [Holding.Recording] = new(recordings, Each("RecordingsEach", 64, recordings), waiting),
            [Holding.Wait] = new(waits, Each("WaitsEach", 32, waits), waiting),
            [Holding.Stream] = new(streams, Each("StreamsEach", 4, streams), 0),
            [Holding.Import] = new(imports, Each("ImportsEach", 4, imports), 0),
            [Holding.Follower] = new(followers, Each("FollowersEach", 64, followers), 0),
            // Several verifications would wait for each other's connections.
            [Holding.Verification] = new(1, 1, 8),
        };
        AnonymousShare = Limit("AnonymousShare", UsualShare);
        if (AnonymousShare > 100)
            throw new CannotStartException(
                $"Limits__AnonymousShare is {AnonymousShare}: it must be 100 percent or less.");
        RequestsBesideOthers = single ? int.MaxValue : Math.Max(2, Environment.ProcessorCount);
    }

    /// <summary>The places for reads of one caller while another one is at work.</summary>
    public int RequestsBesideOthers { get; }

    public int AnonymousShare { get; }

    public Places Of(Holding holding) => _places[holding];

    /// <summary>The places that all anonymous callers share, apart from those of signed-in callers.</summary>
    public int OfAnonymous(Places places) => Math.Max(1, (int)((long)places.All * AnonymousShare / 100));
}
