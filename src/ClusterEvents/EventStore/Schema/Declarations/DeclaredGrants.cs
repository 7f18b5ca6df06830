namespace ClusterEvents.EventStore.Schema.Declarations;

/// <summary>What the roles of the store may do: the grants are made from it, and compared with it.</summary>
internal static class DeclaredGrants
{
    /// <summary>The privileges of the service role on objects of each kind; on tables that only grow,
    /// <see cref="OnAppendOnly"/>.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> OfService = new Dictionary<string, string[]>
    {
        ["schema"] = ["usage"],
        ["table"] = ["select", "insert", "update", "delete"],
        ["sequence"] = ["usage", "select"],
        ["function"] = ["execute"],
    };

    public static readonly string[] OnAppendOnly = ["select", "insert"];

    /// <summary>The privileges of the role that erases, by object, or by column of the events.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> OfEraser = new Dictionary<string, string[]>
    {
        [$"schema {MartenStore.Schema}"] = ["usage"],
        [$"table {EventTables.Events}"] = ["select"],
        [$"column {EventTables.Events}.data"] = ["update"],
        [$"column {EventTables.Events}.headers"] = ["update"],
        [$"column {EventTables.Events}.user_name"] = ["update"],
    };

    /// <summary>What any other role may have: it changes nothing.</summary>
    public static bool IsReading(string kind, string privilege) =>
        privilege == "select" || (kind == "schema" && privilege == "usage");

    public static string List(string kind) => string.Join(", ", OfService[kind]);
}
