using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Exchange.Sheets.Columns;

namespace ClusterEvents.Exchange.Sheets.Drafts;

/// <summary>Who imports a sheet, and what is needed to understand it.</summary>
/// <param name="DraftId">The id of the draft, from which the ids of its events follow.</param>
/// <param name="By">Who records.</param>
/// <param name="Today">Today in Asia/Ho_Chi_Minh.</param>
/// <param name="Names">The names on record.</param>
public sealed record SheetContext(Guid DraftId, Recorder By, DateOnly Today, SheetNames Names)
{
    public Language Language => Names.Context.Language;
}
