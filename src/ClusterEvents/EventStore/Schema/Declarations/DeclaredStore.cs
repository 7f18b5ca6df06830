using Marten;
using Weasel.Core;
using Weasel.Core.Migrations;
using Weasel.Postgresql;
using Weasel.Postgresql.Functions;
using Weasel.Postgresql.Tables;
using Wolverine.Persistence.Durability;

namespace ClusterEvents.EventStore.Schema.Declarations;

/// <summary>
/// Everything that the store consists of, from the declarations that create it: those of Marten, of Wolverine, of the
/// rooms, and of <see cref="StoreProtection"/>.
/// </summary>
internal sealed class DeclaredStore
{
    /// <summary>The schemas of the store. The second exists only once a service has started.</summary>
    public static readonly string[] Schemas = [MartenStore.Schema, MartenStore.MessageSchema];

    private readonly Lazy<IReadOnlyList<ISchemaObject>> _objects;
    private readonly Lazy<IReadOnlyList<DeclaredFunction>> _functions;

    public DeclaredStore(IDocumentStore store, IMessageStore messages, IEnumerable<IStoreTables> rooms)
    {
        IStoreTables[] all = [.. rooms];
        AppendOnly = [.. all.SelectMany(room => room.AppendOnly)];
        Leftovers = [.. all.SelectMany(room => room.Leftovers)];
        Triggers = [.. AppendOnly.SelectMany(StoreProtection.TriggersOn)];
        // Only when asked for: building them takes a while, and most starts do not need them.
        _objects = new(() => [.. store.Storage.AllObjects(), .. (messages as IDatabase)?.AllObjects() ?? []]);
        _functions = new(() =>
        [
            .. DeclaredFunction.In(StoreProtection.Functions), .. DeclaredFunction.In(ErasureFunctions.Definition),
            .. _objects.Value.OfType<Function>().SelectMany(one => DeclaredFunction.In(ScriptOf(one))),
        ]);
    }

    public IEnumerable<Table> Tables => _objects.Value.OfType<Table>();

    public IEnumerable<string> Sequences =>
        _objects.Value.OfType<Sequence>().Select(one => one.Identifier.QualifiedName);

    public IReadOnlyList<DeclaredFunction> Functions => _functions.Value;

    public IReadOnlyList<DeclaredTrigger> Triggers { get; }

    /// <summary>The tables whose rows are neither changed nor deleted.</summary>
    public IReadOnlyList<string> AppendOnly { get; }

    /// <summary>Whether another version of the program may have left a table, or may use it beside this one.</summary>
    public bool IsLeftover(string table) => Leftovers.Any(pattern => pattern.IsMatch(table));

    private IReadOnlyList<System.Text.RegularExpressions.Regex> Leftovers { get; }

    private static string ScriptOf(Function function)
    {
        using var script = new StringWriter();
        function.WriteCreateStatement(new PostgresqlMigrator(), script);
        return script.ToString();
    }
}
