using System.Text.RegularExpressions;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.EventStore.Schema;
using JasperFx.Events.Projections;
using Marten;
using Weasel.Core;

namespace ClusterEvents.Timelines.Projection;

/// <summary>Adds timelines to the event store: their tables and projection.</summary>
internal sealed partial class TimelineStore(EventCatalogue catalogue, TimelineVersion version)
    : IStoreTables, IConfigureMarten
{
    public IEnumerable<ISchemaObject> Tables => version.Tables;

    public IEnumerable<Regex> Leftovers => [OfAnyVersion()];

    public IEnumerable<TableOption> Options =>
    [
        // Word statistics change slowly and are the most expensive to collect.
        new(version.Activities, "autovacuum_analyze_scale_factor", "0.5"),
    ];

    public IEnumerable<(string Table, string Columns)> WithoutStatistics =>
        [(version.Activities, "title_vi, summary_vi, title_en, summary_en, body, corrections")];

    public void Configure(IServiceProvider services, StoreOptions options) => options.Projections.Add(
        new TimelineProjection(catalogue, version), ProjectionLifecycle.Async, version.ProjectionName, async =>
        {
            // A page of events takes a handful of statements; larger pages are hardly faster, and would occupy a
            // processor that recordings need.
            async.BatchSize = 1_000;
            foreach (var table in version.Tables) async.DeleteDataInTableOnTeardown(table.Identifier.QualifiedName);
        });

    [GeneratedRegex($@"^{MartenStore.Schema}\.(activity|timeline_row|timeline|listing)(_v\d+)?$")]
    private static partial Regex OfAnyVersion();
}
