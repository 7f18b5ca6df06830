namespace ClusterEvents.EventStore.Schema.Declarations;

/// <summary>A trigger that runs a function without arguments before statements of some kinds.</summary>
/// <param name="Table">The qualified name of its table.</param>
/// <param name="Name">Its name.</param>
/// <param name="Statements">The kinds of statements.</param>
/// <param name="ForEachRow">Whether it runs for each row, rather than once for the statement.</param>
/// <param name="Function">The qualified name of its function.</param>
internal sealed record DeclaredTrigger(
    string Table, string Name, TriggeringStatements Statements, bool ForEachRow, string Function)
{
    private const int Row = 1, Before = 2;

    /// <summary>The triggers that keep a table append-only.</summary>
    public static IEnumerable<DeclaredTrigger> KeepingAppendOnly(string table, string function, string wholeFunction) =>
    [
        new(table, "append_only", TriggeringStatements.Update | TriggeringStatements.Delete, true, function),
        new(table, "append_only_whole", TriggeringStatements.Truncate, false, wholeFunction),
    ];

    /// <summary>The bits of <c>pg_trigger.tgtype</c>.</summary>
    public int Type => (int)Statements | Before | (ForEachRow ? Row : 0);

    private string Kinds =>
        Statements.ToString().ToLowerInvariant().Replace(", ", " or ", StringComparison.Ordinal);

    /// <summary>The statement that creates it, or replaces it as it is.</summary>
    public string Statement =>
        $"""
        create or replace trigger {Name} before {Kinds} on {Table}
          for each {(ForEachRow ? "row" : "statement")} execute function {Function}();
        """;
}

/// <summary>Kinds of statements, with the bits of <c>pg_trigger.tgtype</c>.</summary>
[Flags]
internal enum TriggeringStatements
{
    None = 0,
    Delete = 8,
    Update = 16,
    Truncate = 32,
}
