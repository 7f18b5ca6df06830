using Xunit;

namespace ClusterEvents.Tests.Auditing;

/// <summary>Every table of the database is audited, or declared here to influence nothing.</summary>
[Collection<OnSealedLog>]
public sealed class AuditedTablesTests(SealedApp app)
{
    /// <summary>The audited tables, with a code that names an alteration.</summary>
    private static readonly Dictionary<string, string> Audited = new()
    {
        ["clusterevents.mt_events"] = "event-altered",
        ["clusterevents.mt_streams"] = "stream-altered",
        ["clusterevents.mt_event_progression"] = "progress-ahead",
        ["clusterevents.mt_event_projection_floors"] = "row-unexpected",
        ["clusterevents.mt_doc_deadletterevent"] = "row-unexpected",
        ["clusterevents.mt_doc_envelope"] = "row-unexpected",
        ["clusterevents.claim"] = "claim-altered",
        ["clusterevents.source_owner"] = "source-altered",
        ["clusterevents.log_leaf"] = "leaf-altered",
        ["clusterevents.log_tile"] = "tile-altered",
        ["clusterevents.log_checkpoint"] = "checkpoint-altered",
        ["clusterevents.log_cosignature"] = "cosignature-altered",
        ["clusterevents.log_key"] = "key-altered",
        ["clusterevents.timeline_state"] = "state-altered",
        ["clusterevents.audit_report"] = "report-missing",
        ["clusterevents.activity_v6"] = "row-altered",
        ["clusterevents.timeline_row_v6"] = "row-altered",
        ["clusterevents.timeline_v6"] = "row-altered",
        ["clusterevents.listing_v6"] = "row-altered",
        ["clusterevents.webhook_told"] = "delivery-missing",
        ["clusterevents.webhook_attempt"] = "delivery-missing",
        ["wolverine.wolverine_incoming_envelopes"] = "message-altered",
        ["wolverine.wolverine_outgoing_envelopes"] = "message-altered",
        ["wolverine.wolverine_dead_letters"] = "message-altered",
        ["wolverine.wolverine_agent_restrictions"] = "row-unexpected",
    };

    /// <summary>The tables that influence no answer about the record and no effect, and why.</summary>
    private static readonly Dictionary<string, string> WithoutInfluence = new()
    {
        ["clusterevents.reminder_sweep"] =
            "How far the audit of reminders looks; each sweep schedules what is missing.",
        ["clusterevents.page_key"] =
            "Keys of cookies and forms, sealed with a secret outside of the database: "
            + "without them people sign in anew.",
        ["clusterevents.page_draft"] =
            "Forms that met an ended session, sealed: given back to their sender, and gone in an hour.",
        ["clusterevents.import_draft"] =
            "Uploaded sheets: whoever confirms one decides on it anew, and an altered one is not found under its id.",
        ["clusterevents.mt_high_water_skips"] = "A diary of the daemon, which nobody reads.",
        ["wolverine.wolverine_control_queue"] = "Which node runs what: it can delay projections, which health reports.",
        ["wolverine.wolverine_nodes"] = "The same.",
        ["wolverine.wolverine_node_assignments"] = "The same.",
        ["wolverine.wolverine_node_records"] = "A diary of the nodes, which nobody reads.",
        ["wolverine.wolverine_dead_letter_history"] = "A diary of dead letters, which nobody reads.",
    };

    [Fact]
    public async Task Every_table_is_audited_or_influences_nothing()
    {
        await using var query = app.Database.CreateCommand(
            """
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
              and n.nspname !~ '^pg_toast|^pg_temp'
              -- What the tests keep to restore tables.
              and n.nspname <> 'original'
            """);
        var found = new List<string>();
        await using (var rows = await query.ExecuteReaderAsync(TestApp.Cancel))
            while (await rows.ReadAsync(TestApp.Cancel)) found.Add(rows.GetString(0));

        Assert.Equal(Audited.Keys.Concat(WithoutInfluence.Keys).Order(), found.Order());
    }
}
