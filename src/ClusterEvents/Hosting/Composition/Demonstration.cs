using ClusterEvents.EventStore.Schema;
using ClusterEvents.Exchange;
using ClusterEvents.LocalPostgres;

namespace ClusterEvents.Hosting.Composition;

/// <summary>
/// Serves an invented history to look at. It is kept in a data folder of its own, so that it never mixes with a record.
/// </summary>
internal static class Demonstration
{
    /// <exception cref="CannotStartException">A database is configured, which may hold a record.</exception>
    public static void Prepare(IConfiguration configuration)
    {
        if (configuration.GetConnectionString(MartenStore.ConnectionName) is { Length: > 0 })
            throw new CannotStartException("`demo` keeps what it invents in a private store. Leave out "
                + $"ConnectionStrings__{MartenStore.ConnectionName}.");
        configuration["data"] ??= LocalPostgresServer.DefaultDataFolder + "-demo";
        configuration[SeedAtStart.DemonstrationSetting] = "true";
    }

    /// <summary>Declared for the list of commands: a program that serves is not run as a command.</summary>
    public static Recording.Commands.HostCommand Described() =>
        new("demo", "Serve an invented cluster to look at, kept in a data folder of its own")
        {
            RunAsync = (_, _, _) => Task.FromResult(0),
        };
}
