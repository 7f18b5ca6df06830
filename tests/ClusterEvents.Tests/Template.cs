using Npgsql;
using Xunit;

namespace ClusterEvents.Tests;

/// <summary>
/// A database that the program itself has prepared once in a run, and that hosts begin with a copy of: a copy takes a
/// tenth of what a migration takes. Whatever is recorded on it is shown and sealed.
/// </summary>
public sealed class Template
{
    /// <summary>All tables of the program, and nothing on record.</summary>
    public static readonly Template Migrated = new("migrated", seeds: false, _ => Task.CompletedTask);

    /// <summary>What <see cref="Scenarios.GivenEstablishedClusterAsync"/> records.</summary>
    public static readonly Template Established =
        new("established", seeds: false, Scenarios.GivenEstablishedClusterAsync);

    /// <summary>The seeds, loaded at the first start on an empty database.</summary>
    public static readonly Template Seeded = new("seeded", seeds: true, _ => Task.CompletedTask);

    private readonly string _name;
    private readonly Lazy<Task> _made;

    private Template(string name, bool seeds, Func<TestApp, Task> record)
    {
        _name = $"template_{name}";
        _made = new(() => MakeAsync(seeds, record));
    }

    /// <summary>A database of the caller's own with all of this; its connection string.</summary>
    public async Task<string> CopyAsync()
    {
        await _made.Value;
        return await TestStore.CopyDatabaseAsync(_name);
    }

    private async Task MakeAsync(bool seeds, Func<TestApp, Task> record)
    {
        await TestStore.Server.EnsureDatabaseAsync(_name, TestApp.Cancel);
        await using var app = TestApp.With(new()
        {
            ["ConnectionStrings:ClusterEvents"] = TestStore.Server.ConnectionString(_name),
            ["Seeds:Load"] = seeds ? "true" : "false",
        });
        await app.InitializeAsync();
        await record(app);
        await SettledAsync(app);
    }

    /// <summary>Nothing may be left to do, or each copy would begin with doing it.</summary>
    private static async Task SettledAsync(TestApp app)
    {
        var newest = await app.SettledAsync(TimeSpan.FromMinutes(1));
        await Eventually.FindAsync(() => BehindAsync(app.Database, newest), behind => behind.Length == 0);
    }

    /// <summary>
    /// The subscriptions that have not come to a position. Two rows of Marten, which a busy machine may bring about,
    /// tell of no progress.
    /// </summary>
    private static async Task<string[]> BehindAsync(NpgsqlDataSource database, long position)
    {
        await using var query = database.CreateCommand(
            """
            select coalesce(array_agg(name || ' at ' || coalesce(last_seq_id, 0)), '{}')
            from clusterevents.mt_event_progression
            where last_seq_id < $1 and name not in ('HighWaterAllocationFence', 'HighWaterStuckGap')
            """);
        query.Parameters.Add(new() { Value = position });
        return (string[])(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }
}
