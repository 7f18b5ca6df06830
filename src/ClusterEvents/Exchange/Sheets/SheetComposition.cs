using ClusterEvents.EventStore.Schema;
using ClusterEvents.Exchange.Sheets.Columns;
using ClusterEvents.Exchange.Sheets.Drafts;

namespace ClusterEvents.Exchange.Sheets;

/// <summary>The services of spreadsheets.</summary>
internal static class SheetComposition
{
    public static void AddSheets(this WebApplicationBuilder builder) => builder.Services
        .AddSingleton<NamesOnRecord>().AddSingleton<KindColumn>().AddSingleton<StreamReferences>()
        .AddSingleton<ExampleRows>().AddSingleton<TemplateWriter>()
        .AddSingleton<DraftStore>().AddSingleton<SheetReview>().AddSingleton<SheetConfirmation>()
        .AddSingleton<IStoreTables, DraftTables>().AddHostedService<DraftSweeper>();
}
