using ClusterEvents.Domain.Corrections;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Directives;

/// <summary>
/// Whatever comes to record, in whatever order, and is retracted, reinstated and moved: once the program has looked at
/// a directive, those are overdue who owe it after the due day that holds in the end, and each flag that stands was so
/// on its day.
/// </summary>
public sealed class OverdueAsKnownTests
{
    private const string Stream = "directive/one";

    private static readonly StreamKey Key = StreamKey.Parse(Stream);

    private static readonly CityId[] Addressees = [CanTho, DaNang];

    private static readonly History Issued = Established.Given(new DirectiveIssued(
        Ministry, DirectiveBasis.Plan, null, null, "Việc", Addressees, Day("2022-09-30"), null)
        .Of(Addressees), Stream);

    private static readonly Gen<DateOnly> Days =
        Gen.Choose(0, 10).Select(month => Day("2022-08-10").AddMonths(month));

    private static readonly Gen<Activity> Activities =
        from make in Gen.Frequency<Func<CityId, DateOnly, Activity>>(
            (2, Gen.Constant<Func<CityId, DateOnly, Activity>>(
                (city, _) => new DirectiveProgressReported(city, 50, "Đang làm").Of(city))),
            (3, Gen.Constant<Func<CityId, DateOnly, Activity>>(
                (city, _) => new DirectiveFulfilled(city, "Báo cáo").Of(city))),
            (3, Gen.Constant<Func<CityId, DateOnly, Activity>>(
                (_, due) => new DirectiveAmended(due, "Lùi hạn", null).OfAll())),
            (1, Gen.Constant<Func<CityId, DateOnly, Activity>>(
                (_, _) => new DirectiveRevoked("Hết hiệu lực", null).OfAll())))
        from city in Gen.Elements(Addressees)
        from day in Days
        from due in Days
        from precision in Gen.Frequency((4, Gen.Constant(Precision.Day)), (1, Gen.Constant(Precision.Month)))
        select make(city, due) with { OccurredOn = day, Precision = precision };

    [Fact]
    public void Those_are_overdue_who_owe_it_and_no_flag_stands_that_did_not_hold() => Check.Sequences(
        from activity in Activities
        from entry in Gen.Choose(-12, 8)
        from moved in Days
        from moves in Gen.Elements(true, false, false)
        select (Activity: activity, Entry: entry, MovedTo: moves ? moved : default(DateOnly?)),
        sequence =>
        {
            var record = Settled(Issued);
            foreach (var (activity, entry, movedTo) in sequence)
            {
                var next = entry < 0 ? activity : Correction(record[Stream], entry, movedTo);
                if (next is null) continue;
                record = Settled(record.When(next, Stream).After);
                Agree(record);
            }
        }, longest: 12, count: 60);

    private static void Agree(History record)
    {
        Activity[] standing = [.. record[Stream].Current.Where(one => one is not DirectiveOverdue)
            .OrderBy(one => one.OccurredOn)];
        var due = DueAfter(standing);
        var revoked = standing.Any(one => one is DirectiveRevoked);
        foreach (var city in Addressees)
        {
            var owes = due < History.Today && !revoked && !standing.Any(one => IsFulfilment(one, city));
            Assert.Equal(owes, record.State<Directive>(Stream).Of(city)!.OverdueAsOf is not null);
        }

        foreach (var flag in record[Stream].Current.OfType<DirectiveOverdue>())
        {
            var before = standing.Where(one => one.OccurredOn < flag.AsOf).ToArray();
            Assert.True(DueAfter(before) < flag.AsOf, $"{flag}: due later by then");
            Assert.DoesNotContain(before, one => one is DirectiveRevoked || IsFulfilment(one, flag.City));
        }

        Assert.Empty(OverdueDirectives.Withdrawals(Key, record[Stream]));
    }

    private static bool IsFulfilment(Activity activity, CityId city) =>
        activity is DirectiveFulfilled fulfilled && fulfilled.City == city;

    private static DateOnly? DueAfter(IEnumerable<Activity> standing) => standing.Aggregate(
        default(DateOnly?), (due, one) => one is DirectiveIssued issued ? issued.DueOn
            : one is DirectiveAmended { NewDueOn: { } moved } ? moved : due);

    private static Activity? Correction(StreamSnapshot stream, int place, DateOnly? movedTo) =>
        stream.Entries.Where(one => one.Activity is not DirectiveOverdue and not DirectiveIssued)
            .ElementAtOrDefault(place) is not { } entry ? null
        : movedTo is { } day ? Corrected.Of(entry.ActivityId, "occurredOn", entry.Activity.OccurredOn, day)
        : entry.Retracted ? new EntryReinstated(entry.ActivityId, "Đã kiểm tra")
        : new EntryRetracted(entry.ActivityId, "Ghi trùng");

    /// <summary>The history once the program has looked at the directive until nothing is left to do.</summary>
    private static History Settled(History record)
    {
        for (var looks = 0; looks < 8; looks++)
        {
            var stream = record[Stream];
            var missing = OverdueDirectives.Drafts(Key, stream, History.Today);
            Draft[] drafts =
            [
                .. OverdueDirectives.Withdrawals(Key, stream),
                .. missing.Where(draft => stream.Find(draft.ActivityId) is null),
                .. OverdueDirectives.Reinstatements(Key, stream, missing,
                    missing.Select(draft => draft.ActivityId).Where(id => stream.Find(id) is not null).ToHashSet()),
            ];
            if (drafts.Length == 0) return record;
            record = drafts.Aggregate(record, (history, draft) => history.When(draft).After);
        }

        Assert.Fail("The program does not come to an end.");
        return record;
    }
}
