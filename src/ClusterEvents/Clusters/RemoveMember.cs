using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Clusters;

/// <summary>A unit ceased to be a member, and its city with it. What it still owes stays on record.</summary>
/// <param name="Unit">The unit that left.</param>
/// <param name="CityId">The city that it stands for.</param>
/// <param name="EffectiveOn">The first day no longer as a member: the day before was its last one.</param>
/// <param name="Basis">The decision that it rests on.</param>
public sealed record MemberLeft(Organisation Unit, CityId CityId, DateOnly EffectiveOn, string? Basis) : Activity;

public static class RemoveMember
{
    public static readonly ActivityType Type = ActivityType.Of<MemberLeft, Cluster>(
        Opening.Never, Reach.CitiesOnly, Validate, Word);

    [WolverinePost("/v1/clusters/{id}/departures")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(MemberLeft left, Cluster? cluster, Known known)
    {
        var (city, day) = (left.CityId, left.EffectiveOn);
        var membership = cluster?.MembershipOf(city, day);
        if (membership is null)
            yield return Refusal.Rule("city-not-a-member",
                $"`{city}` had not joined by {day:O}. Record its membership first, or correct the day.", "effectiveOn");
        else if (membership.Until <= day)
            yield return Refusal.Rule("city-not-a-member",
                $"`{city}` left on {membership.Until:O} and is no member on {day:O}. Record that it joined again, or "
                + "correct the day.", "effectiveOn");
        else if (membership.Until is { } until)
            yield return Refusal.Rule("already-left",
                $"The membership of `{city}` since {membership.From:O} is on record as ending on {until:O}. Correct "
                + "that entry instead of recording a second leaving.", "effectiveOn");
    }

    private static Wording Word(MemberLeft left, Language language) => new(
        language.In($"{left.Unit.Name} thôi tham gia Cụm thi đua", $"{left.Unit.Name} left the cluster"),
        Words.Line(
            language.In($"Từ ngày {language.In(left.EffectiveOn)}", $"From {language.In(left.EffectiveOn)}"),
            left.Basis));
}
