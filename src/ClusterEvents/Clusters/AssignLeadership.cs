using System.ComponentModel.DataAnnotations;
using ClusterEvents.Recording;
using Wolverine.Http;

namespace ClusterEvents.Clusters;

/// <summary>Member units got the lead of a cluster for one year. They are units, not persons.</summary>
/// <param name="Year">The year of the term.</param>
/// <param name="Lead">The lead unit's city (Cụm trưởng).</param>
/// <param name="Deputy">The deputy unit's city (Cụm phó).</param>
/// <param name="Mode">How they came to it.</param>
public sealed record LeadershipAssigned(
    [Range(1900, 2200)] int Year, [Member] CityId Lead, [Member] CityId? Deputy, LeadershipMode Mode)
    : Activity, IBindsAll;

/// <summary>Whether the members elected the lead, or the governing body assigned it.</summary>
public enum LeadershipMode { Elected, Assigned }

public static class AssignLeadership
{
    public static readonly ActivityType Type = ActivityType.Of<LeadershipAssigned, Cluster>(
        Opening.Never, Reach.CitiesOnly, Validate, Word);

    [WolverinePost("/v1/clusters/{id}/leadership")]
    public static Task<IResult> Post(HttpContext http, RecordingEndpoint recording) =>
        recording.RecordAsync(http, Type);

    private static IEnumerable<Refusal> Validate(LeadershipAssigned assigned, Cluster? cluster, Known known)
    {
        if (assigned.Deputy == assigned.Lead)
            yield return Refusal.Rule("lead-is-deputy",
                $"`{assigned.Lead}` cannot be its own deputy. Name another deputy, or leave it out.", "deputy");
        if (cluster?.TermOf(assigned.Year) is { IsAssigned: true } term)
            yield return Refusal.Rule("leadership-already-assigned",
                $"The leadership for {assigned.Year} is on record; `{term.Lead}` leads. Record a handover, or correct "
                + "that entry.", "year");
    }

    private static Wording Word(LeadershipAssigned assigned, Language language) => new(
        assigned.Mode == LeadershipMode.Elected
            ? language.In($"Bầu Cụm trưởng năm {assigned.Year}", $"Lead elected for {assigned.Year}")
            : language.In($"Phân công Cụm trưởng năm {assigned.Year}", $"Lead assigned for {assigned.Year}"),
        Words.Line(
            language.In($"Cụm trưởng: {assigned.Lead}", $"Lead: {assigned.Lead}"),
            assigned.Deputy is { } deputy ? language.In($"Cụm phó: {deputy}", $"Deputy: {deputy}") : null));
}
