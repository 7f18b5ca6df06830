using ClusterEvents.Domain.Decisions;
using ClusterEvents.Faults.Stands;
using ClusterEvents.Recording.Http;

namespace ClusterEvents.Benchmarks.Workloads;

/// <summary>
/// What another caller notices of one abusive caller: for each thing that can be held, its times while that caller
/// holds as much as it can, compared with its times in quiet.
/// </summary>
internal static class Abuse
{
    private const int Connections = 2;

    /// <summary>Beyond every position that is reached.</summary>
    private const string Future = "atLeast=999999999999";

    public static async Task RunAsync(Machine machine, int size, Report report)
    {
        await using var authority = new Authority();
        await authority.InitializeAsync();
        await using var installation = await machine.InstallAsync();
        await installation.ImportAsync(Enumerable.Range(0, size).Select(i => Samples.Flowers($"{i}", i)));
        await installation.SettleAsync();
        installation.Stop();
        await installation.ServeAsync(("Authentication__Authority", authority.Url),
            ("Authentication__Audience", "clusterevents"), ("Authentication__PublicReading", "true"));

        var other = await OtherAsync(installation, Header(authority, "lan", Role.Administrator));
        Abusive[] abuses = [.. Kinds(Header(authority, "mallory", Role.Recorder), machine.Options.Smoke ? 8 : 1)];
        await Load.WarmUpAsync(other, machine.Options);
        var turns = await Duel.RunAsync(machine.Options.Rounds,
            [() => Load.RunAsync(other, machine.Options.Turn),
                .. abuses.Select<Abusive, Func<Task<Turn>>>(abuse =>
                    () => BesideAsync(installation, abuse, other, machine.Options.Turn))]);

        foreach (var (index, abuse) in abuses.Index())
            report.Add(Duel.Latencies(
                $"{abuse.Connections:N0} {abuse.Name}", "quiet", 0.99, "≤ 3", turns[index + 1], turns[0]));
    }

    private static IEnumerable<Abusive> Kinds(string signedIn, int divisor)
    {
        string Get(string path, string headers) =>
            $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n";
        string Post(string path, string type) =>
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\n"
            + $"Transfer-Encoding: chunked\r\n{signedIn}\r\n";
        var timeline = $"/v1/timelines/cities/{Samples.City(0)}";
        Abusive Of(string name, int connections, string request, string trickled = "", bool reads = true) =>
            new(name, connections / divisor, request, trickled, reads);

        yield return Of("requests", 64, Get($"{timeline}?limit=200&q=th%C3%A0nh", signedIn));
        yield return Of("anonymous requests", 64, Get($"{timeline}?limit=200&q=th%C3%A0nh", ""));
        yield return Of("waits", 512, Get($"{timeline}?{Future}", signedIn));
        yield return Of("anonymous waits", 1_540, Get($"{timeline}?{Future}", ""));
        yield return Of("replays that are not read", 128, Get("/v1/events", signedIn), reads: false);
        yield return Of("silent imports", 128, Post("/v1/events", MediaTypes.Lines));
        yield return Of("trickled bodies", 512, Post("/v1/events", MediaTypes.CloudEvent),
            $"12C\r\n{new string(' ', 300)}\r\n");
        yield return Of("followers", 512, Get($"{timeline}/live", signedIn));
        yield return Of("anonymous followers", 512, Get($"{timeline}/live", ""));
        yield return Of("silent connections", 4_110, "");
    }

    private static async Task<Turn> BesideAsync(
        Installation installation, Abusive abuse, IReadOnlyCollection<Func<Task>> other, TimeSpan duration)
    {
        await using var abuser = await Abuser.BeginAsync(installation.Address, abuse);
        using (var health = await HttpConnection.OpenAsync(installation.Address))
            await health.SendAsync(HttpConnection.Get("/health/live"), StatusCodes.Status200OK);
        return await Load.RunAsync(other, duration);
    }

    /// <summary>The other caller, who records an event and reads a page, again and again.</summary>
    private static async Task<Func<Task>[]> OtherAsync(Installation installation, string header)
    {
        var (workers, next) = (new Func<Task>[Connections], 0);
        for (var i = 0; i < Connections; i++)
        {
            var connection = await installation.ConnectAsync();
            workers[i] = async () =>
            {
                var number = Interlocked.Increment(ref next);
                await connection.SendAsync(
                    HttpConnection.Post(
                        "/v1/events", MediaTypes.CloudEvent, Samples.Flowers($"other-{number}", number), header),
                    StatusCodes.Status201Created);
                await connection.SendAsync(
                    HttpConnection.Get($"/v1/timelines/cities/{Samples.City(number)}", header),
                    StatusCodes.Status200OK);
            };
        }

        return workers;
    }

    private static string Header(Authority authority, string name, string role)
    {
        var (header, value) = authority.SignedIn(name, [role], [Samples.City(0)]);
        return $"{header}: {value}\r\n";
    }
}
