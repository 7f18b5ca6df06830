using System.Globalization;
using System.Text;

namespace ClusterEvents.LocalPostgres;

/// <summary>Settings that differ from PostgreSQL's defaults or must not change, each with its reason.</summary>
internal static class ServerSettings
{
    /// <summary>The file with the settings; postgresql.conf includes it.</summary>
    public const string FileName = "clusterevents.conf";

    /// <summary>The content of the file for one start of the server.</summary>
    public static string Text(int port, bool throwaway)
    {
        var text = new StringBuilder("# Overwritten at every start. To change a setting, use: alter system set\n");
        foreach (var (name, value, reason) in Reach(port, throwaway)
            .Concat(throwaway ? Speed() : Durability())
            .Concat(Conduct())
            .Concat(Log()))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n# {reason}\n{name} = '{value}'\n");
        }
        return text.ToString();
    }

    private static IEnumerable<(string Name, string Value, string Reason)> Reach(int port, bool throwaway)
    {
        yield return ("listen_addresses", "127.0.0.1", "The server serves this machine only.");
        yield return ("port", port.ToString(CultureInfo.InvariantCulture), "A port that was free at this start.");
        yield return ("unix_socket_directories", "", "A socket path can be too long, and TCP suffices.");
        yield return ("max_connections", throwaway ? "300" : "100", throwaway
            ? "Many test hosts with a connection pool each share one server."
            : "One program uses at most eighty; the rest is for commands and for administrators.");
        if (throwaway)
            yield return ("max_prepared_transactions", "10", "Tests leave transactions prepared and look who tells.");
        yield return ("cluster_name", "ClusterEvents", "The process list shows the name.");
    }

    private static IEnumerable<(string Name, string Value, string Reason)> Durability()
    {
        yield return ("fsync", "on", "A confirmed event must survive a power cut.");
        yield return ("synchronous_commit", "on", "A commit is confirmed only when it is on the disk.");
        yield return ("full_page_writes", "on", "A page torn by a power cut must be repairable.");
    }

    private static IEnumerable<(string Name, string Value, string Reason)> Speed()
    {
        yield return ("fsync", "off", "A test's data need not survive a power cut.");
        yield return ("synchronous_commit", "off", "A test need not wait for the disk.");
        yield return ("full_page_writes", "off", "A test's cluster is never repaired, only thrown away.");
        yield return ("autovacuum", "off", "Its workers would take turns in hundreds of databases of a moment.");
    }

    private static IEnumerable<(string Name, string Value, string Reason)> Conduct()
    {
        yield return ("idle_in_transaction_session_timeout", "60s",
            "An idle transaction blocks the projections' high-water mark, so it is ended after a minute.");
        if (!OperatingSystem.IsWindows())
        {
            yield return ("client_connection_check_interval", "1s",
                "A statement whose client was killed is cancelled, so that the next start can take its locks.");
        }
        yield return ("timezone", "UTC", "A time as text must not depend on the machine.");
        yield return ("jit", "off", "The statements are short; compiling one would take longer than running it.");
    }

    private static IEnumerable<(string Name, string Value, string Reason)> Log()
    {
        yield return ("log_timezone", "UTC", "Comparable with the log of the program.");
        yield return ("log_min_messages", "warning", "Only messages that may need action.");
        yield return ("log_checkpoints", "off", "A line every few minutes would hide the rest.");
        yield return ("log_min_error_statement", "panic", "The text of a statement may contain personal data.");
        yield return ("log_error_verbosity", "terse", "Rejected duplicates are expected, and their keys are data too.");
    }
}
