using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Directives;

/// <summary>
/// Determines which addressees have to be recorded as overdue, and which flags have to be taken back because of what
/// was recorded since.
/// </summary>
public static class OverdueDirectives
{
    /// <summary>
    /// The missing events of a directive on a day: one for each open addressee after the due day. They are the same on
    /// every later day, so that recording them again is recognised as a repetition.
    /// </summary>
    public static IReadOnlyList<Draft> Drafts(StreamKey key, StreamSnapshot stream, DateOnly today)
    {
        if (stream.State is not Directive { DueOn: { } due } directive || due >= today) return [];
        // A due day may be set, moved and set again: each setting is a deadline of its own, with its own event ids.
        var setBy = SetterOfDueDay(stream)!;
        var deadline = $"{due:yyyy-MM-dd}{(setBy.Activity is DirectiveIssued ? "" : $"/{setBy.ActivityId}")}";
        // Moved to a day that had passed by then, it is overdue from the day of the amendment on, which a correction of
        // the amendment moves as well: that is another flag.
        var asOf = due.AddDays(1);
        if (setBy.Activity is DirectiveAmended { OccurredOn: { } amended } && amended > asOf)
        {
            asOf = amended;
            deadline += $"/{asOf:yyyy-MM-dd}";
        }

        if (asOf > today) return [];
        return [.. directive.Owing.Select(late => new Draft(
            FlagOverdue.Type,
            new DirectiveOverdue(late.City, asOf)
            {
                OccurredOn = asOf,
                Assertion = Assertion.Inferred,
                ClusterId = directive.ClusterId,
                CityIds = [late.City],
                CampaignIds = directive.Issued.CampaignIds ?? [],
            },
            SourceOf(key), $"{late.City}/{deadline}", Recorder.System)
        {
            Stream = key,
        })];
    }

    /// <summary>The entry that set the due day in force; null if there is none.</summary>
    public static EntryState? SetterOfDueDay(StreamSnapshot stream) =>
        StoredEvents.Catalogue.InOrder(stream.Entries).LastOrDefault(one =>
            one.Activity is DirectiveAmended { NewDueOn: not null } or DirectiveIssued { DueOn: not null });

    /// <summary>
    /// The retractions of flags that do not hold: the directive was retracted, the city is no addressee, or by the day
    /// of the flag it had fulfilled the directive, the directive was revoked, or its due day was a later one.
    /// </summary>
    public static IReadOnlyList<Draft> Withdrawals(StreamKey key, StreamSnapshot stream)
    {
        var directive = stream.State as Directive;
        if (directive is { UnfoundedFlags.IsEmpty: true }) return [];
        var standing = StoredEvents.Catalogue.InOrder(stream.Entries);
        return [.. standing.Where(entry => entry.Activity is DirectiveOverdue flag
            && (directive is null || directive.UnfoundedFlags.Contains(flag))).Select(flag =>
        {
            var (cause, reason) = directive is null
                ? (stream.Entries[0], "chỉ đạo đã được rút lại")
                : CauseOf((DirectiveOverdue)flag.Activity, directive, standing);
            return Correction(key, stream, RetractEntry.Type, flag, "withdrawn",
                new EntryRetracted(flag.ActivityId, $"Không quá hạn: {reason} (mục {cause.ActivityId})."),
                cause.ActivityId);
        })];
    }

    /// <summary>
    /// The reinstatements of flags that the program took back and that hold again, because what spoke against them was
    /// itself retracted or corrected.
    /// </summary>
    public static IReadOnlyList<Draft> Reinstatements(
        StreamKey key, StreamSnapshot stream, IEnumerable<Draft> missing, IReadOnlySet<Guid> withdrawn) =>
        [.. missing.Where(draft => withdrawn.Contains(draft.ActivityId)).Select(draft =>
            Correction(key, stream, ReinstateEntry.Type, stream.Find(draft.ActivityId)!, "reinstated",
                new EntryReinstated(draft.ActivityId,
                    "Lại quá hạn: mục làm căn cứ rút lại đã được rút lại hoặc đính chính."), causedBy: null))];

    /// <summary>The CloudEvents source of what the program records about the deadlines of a directive.</summary>
    public static string SourceOf(StreamKey directive) => $"/deadlines/{directive.Id}";

    private static Draft Correction(
        StreamKey key, StreamSnapshot stream, ActivityType type, EntryState flag, string step, Activity correction,
        Guid? causedBy) =>
        // The version makes each step an event of its own, and the same one for every node that takes it.
        new(type, correction, SourceOf(key), $"{flag.ActivityId}/{step}/{stream.Version}", Recorder.System)
        {
            Stream = key,
            CausationId = causedBy?.ToString(),
        };

    /// <summary>The entry by which an addressee was not overdue, and what it says, in Vietnamese.</summary>
    private static (EntryState Cause, string Reason) CauseOf(
        DirectiveOverdue flag, Directive directive, IReadOnlyList<EntryState> standing)
    {
        if (!directive.Concerns(flag.City))
            return (standing[0], "chỉ đạo đã đính chính, đơn vị không còn là đơn vị thực hiện");
        EntryState? Last(Func<Activity, bool> speaks) => standing.LastOrDefault(one => speaks(one.Activity));
        if (Last(one => one is DirectiveFulfilled fulfilled && fulfilled.City == flag.City) is { } done
            && !(done.Activity.Earliest() > flag.AsOf))
            return (done, $"đơn vị đã hoàn thành{On(done)}");
        if (Last(one => one is DirectiveRevoked) is { } revoked && !(revoked.Activity.Earliest() > flag.AsOf))
            return (revoked, $"chỉ đạo đã thu hồi{On(revoked)}");
        if (Last(one => one is DirectiveAmended { NewDueOn: { } due } && due >= flag.AsOf) is { } amended)
            return (amended, $"hạn đã dời đến {In(((DirectiveAmended)amended.Activity).NewDueOn)}");
        if (Last(one => one is DirectiveOverdue other && other != flag && other.City == flag.City
            && other.AsOf <= flag.AsOf && directive.FoundedFlags.Contains(other)) is { } earlier)
            return (earlier, $"đã ghi quá hạn từ ngày {In(((DirectiveOverdue)earlier.Activity).AsOf)}");
        return (standing[0], $"hạn đã đính chính, nay là {In(((DirectiveIssued)standing[0].Activity).DueOn)}");
    }

    private static string On(EntryState entry) =>
        entry.Activity.OccurredOn is { } day ? $" ngày {Language.Vietnamese.In(day)}" : "";

    private static string In(DateOnly? day) => day is { } known ? Language.Vietnamese.In(known) : "không hạn định";
}
