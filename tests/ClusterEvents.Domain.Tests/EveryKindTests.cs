using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Domain.Tests.Generated;
using Xunit;

namespace ClusterEvents.Domain.Tests;

/// <summary>
/// What holds of every kind of event, whatever is sent: of what is accepted, and of what is rejected.
/// </summary>
public sealed class EveryKindTests
{
    private static readonly EventCatalogue Catalogue = StoredEvents.Catalogue;

    private static readonly string[] EnvelopeOfPlaces = ["clusterId", "cityIds", "campaignIds", "occurredOn"];

    public static TheoryData<string> Kinds => [.. Catalogue.Types.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Some_commands_of_each_kind_are_accepted_and_some_are_rejected(string kind)
    {
        Assert.Contains(Attempts(kind), attempt => attempt.IsAccepted);
        Assert.Contains(Attempts(kind), attempt => !attempt.IsAccepted);
    }

    [Fact]
    public void The_codes_described_are_those_of_the_contract() => Assert.Equal(
        Codes.All.Order(StringComparer.Ordinal),
        Enum.GetValues<RejectionKind>().SelectMany(kind => RecordingCodes.Shared(kind, Catalogue))
            .Concat(Catalogue.Types.SelectMany(type => RecordingCodes.Of(type, Catalogue)))
            .Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_rejected_has_a_known_code_and_a_sentence_and_changes_nothing(string kind) =>
        Assert.All(Attempts(kind).Where(attempt => !attempt.IsAccepted), attempt =>
        {
            Assert.NotEmpty(attempt.Rejections);
            Assert.All(attempt.Rejections, rejection => Assert.Contains(rejection.Code, Codes.All));
            Worded.Check(attempt.Rejections);
            if (attempt.Decided is not { } decided) return;
            Assert.Same(Busy.History.Context, decided.After.Context);
            Assert.Empty(decided.Batch.Accepted);
            Assert.Empty(decided.Batch.Changed);
            Assert.Empty(decided.Batch.Reminders);
        });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_accepted_is_read_back_from_its_JSON_as_it_was(string kind) =>
        EachAccepted(kind, (_, accepted, decided) =>
        {
            var shape = Catalogue.ShapeStoredAs(accepted.Draft.Type.StoredName);
            var read = shape.Read(accepted.Data);
            Assert.Equal(accepted.Data, RecordJson.Write(read));
            Assert.Equal(accepted.Data, RecordJson.Write(shape.Read(JsonElement.Parse(accepted.Data))));

            // What was exported can be sent again as it is.
            var errors = new ValidationErrors();
            var sent = accepted.Draft.Type.Read(JsonElement.Parse(accepted.Data), History.Today, "", errors);
            Assert.Empty(errors.Found);
            Assert.Equal(accepted.Data, RecordJson.Write(sent!));

            // A state made of what was read back is the state that the decision made.
            var stream = accepted.Stream;
            var folded = Catalogue.Fold(stream, StreamSnapshot.Absent, decided.After.Events
                .Where(one => one.Stream == stream)
                .Select(one => (one.Id, Catalogue.ShapeStoredAs(Catalogue.TypeOf(one.Activity).StoredName)
                    .Read(RecordJson.Write(one.Activity)))));
            Assert.Equal(Json(decided.After.Context[stream].State), Json(folded.State));
            Assert.Equal(decided.After.Context[stream].Version, folded.Version);
            Assert.Equal(decided.Before.Context[stream].Version + 1, folded.Version);
        });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_accepted_has_its_wording_in_both_languages(string kind) =>
        EachAccepted(kind, (_, accepted, _) =>
        {
            var (vietnamese, english) = (Words(accepted, Language.Vietnamese), Words(accepted, Language.English));

            Assert.NotEmpty(vietnamese.Title);
            Assert.NotEmpty(english.Title);
            Assert.NotEqual(vietnamese.Title, english.Title);
            Assert.NotNull(vietnamese.Summary);
            Assert.NotNull(english.Summary);
        });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_accepted_says_what_was_sent_with_its_places_filled_in(string kind) =>
        EachAccepted(kind, (command, accepted, decided) =>
        {
            Assert.Equal(WithoutPlaces(command.Activity), WithoutPlaces(accepted.Activity));
            var (type, activity, context) = (accepted.Draft.Type, accepted.Activity, decided.Before.Context);
            if (accepted.Stream.Kind == StreamKinds.Campaign)
                Assert.Contains(accepted.Stream.Id, activity.CampaignIds!);
            if (command.Activity.ClusterId is { } named) Assert.Equal(named, activity.ClusterId);
            if (activity is ICorrection correction) Concerns(activity, correction, decided, accepted.Stream);
            else if (type.Reach != Reach.RegistryOnly && accepted.Stream.Kind != StreamKinds.City)
                IsResolved(command.Activity, accepted, type, context);
        });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_accepted_stands_on_the_timelines_of_its_places_each_once(string kind) =>
        EachAccepted(kind, (_, accepted, decided) =>
        {
            var (type, activity) = (accepted.Draft.Type, accepted.Activity);
            string[] cities =
                [.. (activity.CityIds ?? []).Concat(activity.GuestCityIds ?? []).Select(one => $"city/{one}")];
            string[] campaigns = [.. (activity.CampaignIds ?? []).Select(one => $"campaign/{one}")];
            var expected = type.Reach switch
            {
                Reach.RegistryOnly => [],
                Reach.CitiesOnly => cities,
                _ => cities.Concat(campaigns),
            };

            Assert.Equal(expected.Distinct(), TimelineKey.Showing(type, activity).Select(one => one.ToString()));
            var entry = new ActivityHistory(Catalogue).Take(decided.After.Events[^1]);
            if (activity is ICorrection) return;
            // That of its cluster as well, which has no state hash in the log.
            string[] cluster = type.Reach == Reach.RegistryOnly || activity.ClusterId is null ? []
                : [$"cluster/{activity.ClusterId}"];
            var shown = entry!.Value.After.Timelines;
            Assert.Equal(expected.Distinct().Concat(cluster), shown.Select(one => one.ToString()));
            Assert.Equal(expected.Distinct(), shown.Where(TimelineKey.HasState).Select(one => one.ToString()));
        });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_recorded_again_is_recognised_and_under_the_same_id_nothing_else_is_taken(string kind) =>
        EachAccepted(kind, (command, accepted, decided) =>
        {
            var (draft, recorded) = (accepted.Draft, decided.Results[0].Recorded!);
            var after = decided.After;

            foreach (var same in new[] { draft, draft with { Activity = accepted.Activity, Stream = accepted.Stream } })
            {
                var again = after.When(same);
                Assert.Same(after, again.Accepted());
                Assert.Equal(recorded with { Duplicate = true }, again.Results[0].Recorded);
            }

            var other = draft with { Activity = draft.Activity with { SequenceHint = 77 } };
            after.When(other).RejectedWith("recorded-with-other-content");
            after.When(other with { HasIdempotencyKey = true }).RejectedWith("idempotency-key-reused");
            Assert.False(after.When(draft with { HasIdempotencyKey = true }).Results[0].Recorded!.Duplicate);
        });

    private static IReadOnlyList<Attempt> Attempts(string kind) => Attempt.Of(
        Catalogue.Types.Single(type => type.Name == kind));

    private static void EachAccepted(string kind, Action<Command, AcceptedEvent, Decided> holds) =>
        Assert.All(Attempts(kind).Where(attempt => attempt.IsAccepted), attempt =>
            holds(attempt.Command, Assert.Single(attempt.Decided!.Batch.Accepted), attempt.Decided));

    /// <summary>The cluster and the cities are there, and are those that were named or are meant.</summary>
    private static void IsResolved(Activity sent, AcceptedEvent accepted, ActivityType type, DecisionContext context)
    {
        var stored = accepted.Activity;
        if (!(type.IsOpenToAllClusters && stored.Scope == Scope.Campaign)) Assert.NotNull(stored.ClusterId);
        switch (stored.Scope)
        {
            case Scope.Cluster:
                Assert.Equal(context.MembersOn(stored.ClusterId!, stored.OccurredOn!.Value), stored.CityIds!);
                break;
            case Scope.Campaign:
                Assert.Null(stored.CityIds);
                Assert.NotEmpty(stored.CampaignIds!);
                break;
            default:
                Assert.NotEmpty(stored.CityIds!);
                // What is about the whole of its stream concerns whom the first entry concerns.
                Assert.Equal(
                    sent.CityIds ?? (sent is IConcernsWholeStream { ConcernsWhole: true }
                        ? context[accepted.Stream].Entries[0].Activity.CityIds : NamedCities.Concerned(sent)),
                    stored.CityIds!);
                break;
        }
    }

    /// <summary>A correction stands where its target stands, before and after it, and has a day.</summary>
    private static void Concerns(Activity activity, ICorrection correction, Decided decided, StreamKey stream)
    {
        Assert.NotNull(activity.OccurredOn);
        var before = decided.Before.Context[stream].Find(correction.TargetEventId)!.Activity;
        var after = decided.After.Context[stream].Find(correction.TargetEventId)!.Activity;
        Assert.Equal((before.CityIds ?? []).Union(after.CityIds ?? []), activity.CityIds ?? []);
        Assert.Equal((before.CampaignIds ?? []).Union(after.CampaignIds ?? []), activity.CampaignIds ?? []);
    }

    private static DisplayText Words(AcceptedEvent accepted, Language language) =>
        accepted.Draft.Type.Describe(accepted.Activity, language);

    private static string WithoutPlaces(Activity activity)
    {
        var json = RecordJson.ObjectOf(activity);
        foreach (var field in EnvelopeOfPlaces) json.Remove(field);
        return json.ToJsonString();
    }

    private static string Json(object? state) => state is null ? "" : RecordJson.Write(state);
}
