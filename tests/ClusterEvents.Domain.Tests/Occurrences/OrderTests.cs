using System.Collections.Immutable;
using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Tests.Campaigns;
using ClusterEvents.Domain.Tests.Directives;
using ClusterEvents.Domain.Tests.Meetings;
using ClusterEvents.Domain.Tests.Targets;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static ClusterEvents.Domain.Tests.FirstCluster;

namespace ClusterEvents.Domain.Tests.Occurrences;

/// <summary>
/// A history that could happen, with a day of its own for everything that happened, gives the same states on every day
/// in whatever order it was recorded.
/// </summary>
public sealed class OrderTests
{
    private const int Stride = 12;

    private static readonly CityId[] Everyone = [.. Members, Hue];

    private static readonly Dictionary<string, Gen<Step>> Kinds = new()
    {
        ["meeting"] = MeetingTests.Steps.Select(make => new Step("meeting/one", make)),
        ["directive"] = DirectiveTests.Steps.Select(make => new Step("directive/one", make)),
        ["target"] = TargetTests.Steps.Select(make => new Step("target/one", make)),
        ["campaign"] = EditionTests.Steps.Select(make => new Step(EditionStream, make)),
        ["cluster"] = Gen.OneOf(Membership, Leadership).Select(make => new Step(ClusterStream, make)),
        ["city"] = Gen.Frequency((3, Merger), (1, Rename)),
        ["evaluation"] = Score.Select(make => new Step("evaluation/one", make)),
    };

    private static readonly Dictionary<string, (string Stream, Activity Activity)> Openings = new()
    {
        ["directive"] = ("directive/one", DirectiveTests.Issue("2022-08-31")),
        ["target"] = ("target/one", TargetTests.Set(CanTho, DaNang)),
    };

    public static TheoryData<string> All => [.. Kinds.Keys];

    private static Gen<Func<DateOnly, Activity>> Membership =>
        from city in Gen.Elements(Hue, HoChiMinh, HaNoi)
        from joins in Gen.Elements(true, false)
        select (Func<DateOnly, Activity>)(day => joins
            ? new MemberJoined(PoliceOf(city), city, day, null).Of("2022-01-01", city)
            : new MemberLeft(PoliceOf(city), city, day, null).Of("2022-01-01", city));

    private static Gen<Func<DateOnly, Activity>> Leadership =>
        from one in Gen.Elements(CanTho, DaNang, HaiPhong)
        from other in Gen.Elements(DaNang, HaiPhong)
        from assigned in Gen.Elements(true, false)
        select (Func<DateOnly, Activity>)(day => (assigned
            ? new LeadershipAssigned(2022, one, other == one ? null : other, LeadershipMode.Elected)
            : (Activity)new LeadershipHandedOver(one, other, 2022)).OfAll($"{day:yyyy-MM-dd}"));

    private static Gen<Step> Merger =>
        from whole in Gen.Elements(Everyone)
        from part in Gen.Elements(Everyone)
        select new Step(whole.Stream.ToString(), day =>
            new CitiesMerged(whole, [part], day, "Nghị quyết") { OccurredOn = Day("2022-01-01") });

    private static Gen<Step> Rename =>
        from city in Gen.Elements(Everyone)
        from name in Gen.Elements("Một", "Hai")
        select new Step(city.Stream.ToString(), day =>
            new CityRenamed(name, null, day, "Nghị quyết") { OccurredOn = Day("2022-01-01") });

    private static Gen<Func<DateOnly, Activity>> Score =>
        from city in Gen.Elements(CanTho, DaNang)
        from version in Gen.Choose(1, 3)
        from final in Gen.Elements(true, false, false)
        select (Func<DateOnly, Activity>)(day => (final ? new ScoreFinalised(city, version, 90, 100)
            : (Activity)new ScoreSubmitted(city, version, 90, 100)).Of($"{day:yyyy-MM-dd}", city));

    [Theory]
    [MemberData(nameof(All))]
    public void The_order_of_recording_makes_no_difference(string kind)
    {
        var shuffled = from length in Gen.Choose(1, 12)
                       from steps in Kinds[kind].ArrayOf(length)
                       from seed in Gen.Choose(0, int.MaxValue - 1)
                       select (steps, seed);
        Check.Each(shuffled, one => IsTheSameInAnyOrder(kind, one.steps, new Random(one.seed)), count: 15);
    }

    private static void IsTheSameInAnyOrder(string kind, Step[] steps, Random random)
    {
        var happened = Happened(kind, steps);
        var expected = happened.Aggregate(Established, (history, one) => history.Given(one.Activity, one.Stream));
        var (recorded, order) = Record([.. happened.Shuffled(random)]);
        var together = Established.When([.. order.Select((one, index) =>
            new Draft(
                StoredEvents.Catalogue.TypeOf(one.Activity), one.Activity, "/together", $"{index}", Recorder.System)
            {
                Stream = StreamKey.Parse(one.Stream),
            })]);

        Agree(expected, recorded);
        Agree(expected, together.Accepted());
    }

    /// <summary>What of the steps could happen, one after the other.</summary>
    private static ImmutableList<(string Stream, Activity Activity)> Happened(string kind, Step[] steps)
    {
        var happened = ImmutableList<(string Stream, Activity Activity)>.Empty;
        if (Openings.TryGetValue(kind, out var opening)) happened = happened.Add(opening);
        var history = happened.Aggregate(Established, (one, first) => one.Given(first.Activity, first.Stream));
        foreach (var (index, step) in steps.Index())
        {
            var activity = step.On(Day("2022-08-01").AddDays(index * Stride));
            if (Again(activity) is { } again && happened.Any(one => Again(one.Activity) == again)) continue;
            var decided = history.When(activity, step.Stream);
            if (!decided.IsAccepted) continue;
            (history, happened) = (decided.After, happened.Add((step.Stream, activity)));
        }

        return happened;
    }

    /// <summary>
    /// What happens at most once here: of two that look the same, what lies between them tells which is which, so they
    /// cannot be recorded before it.
    /// </summary>
    private static string? Again(Activity activity) => activity switch
    {
        MemberJoined joined => $"joined {joined.CityId}",
        MemberLeft left => $"left {left.CityId}",
        LeadershipHandedOver handover => $"handed over to {handover.To}",
        DriveOpened opened => $"opened {opened.Name.ToUpperInvariant()}",
        DriveClosed closed => $"closed {closed.Name.ToUpperInvariant()}",
        _ => null,
    };

    /// <summary>Records in this order; what is refused is tried again after the others.</summary>
    private static (History History, List<(string Stream, Activity Activity)> Order) Record(
        List<(string Stream, Activity Activity)> waiting)
    {
        var (history, order) = (Established, new List<(string Stream, Activity Activity)>());
        while (waiting.Count > 0)
        {
            var refused = new List<(string Stream, Activity Activity)>();
            foreach (var one in waiting)
            {
                var decided = history.When(one.Activity, one.Stream);
                history = decided.After;
                (decided.IsAccepted ? order : refused).Add(one);
            }

            Assert.True(refused.Count < waiting.Count, string.Join('\n',
                order.Select(one => $"{one.Activity}").Append("REFUSED")
                    .Concat(refused.SelectMany(one => history.When(one.Activity, one.Stream).Rejections
                        .Select(rejection => $"{one.Activity}: {rejection.Detail}")))));
            waiting = refused;
        }

        return (history, order);
    }

    private static void Agree(History expected, History actual)
    {
        Assert.Equal(expected.Context.Streams.Keys.ToHashSet(), actual.Context.Streams.Keys.ToHashSet());
        foreach (var (key, stream) in expected.Context.Streams)
        {
            if (stream.Version == Established.Context[key].Version) continue;
            var other = actual.Context[key];
            Assert.Equal(Text(stream.State), Text(other.State));
            for (var day = Day("2022-07-25"); day < History.Today; day = day.AddDays(Stride))
                Assert.Equal(Text(StateOn(key, stream, day)), Text(StateOn(key, other, day)));
        }

        Assert.Equal(expected.Context.Claimed.ToHashSet(), actual.Context.Claimed.ToHashSet());
    }

    private static object? StateOn(StreamKey key, StreamSnapshot stream, DateOnly day) => StoredEvents.Catalogue.Fold(
        key, StreamSnapshot.Absent, stream.Entries.Where(one => !(one.Activity.FirstDayOfEffect() > day))
            .Select(one => (one.ActivityId, one.Activity))).State;

    private static string Text(object? state) => state is null ? "" : RecordJson.Write(state);

    /// <summary>Something that happens on a stream, on the day that it is given.</summary>
    internal sealed record Step(string Stream, Func<DateOnly, Activity> On);
}

internal static class Shuffling
{
    /// <summary>The items in a random order.</summary>
    public static IEnumerable<T> Shuffled<T>(this IEnumerable<T> items, Random random) =>
        [.. items.Select(item => (item, Key: random.Next())).OrderBy(one => one.Key).Select(one => one.item)];
}
