using System.ComponentModel.DataAnnotations;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Declarations;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Clusters;

/// <summary>Member units were given the leadership of a cluster for one year. They are units, not persons.</summary>
/// <param name="Year">The year of the term.</param>
/// <param name="Lead">The lead unit's city (Cụm trưởng).</param>
/// <param name="Deputy">The deputy unit's city (Cụm phó).</param>
/// <param name="Mode">Whether they were elected or assigned.</param>
public sealed record LeadershipAssigned(
    [Range(1900, 2200)] int Year, [City(CityRole.Acts)] CityId Lead, [City(CityRole.Acts)] CityId? Deputy,
    LeadershipMode Mode) : Activity;

/// <summary>Whether the members elected the lead, or the governing body assigned it.</summary>
public enum LeadershipMode { Elected, Assigned }

public static class AssignLeadership
{
    public static readonly ActivityType Type = ActivityType.Of<LeadershipAssigned, Cluster>(
        nameof(AssignLeadership), "/v1/clusters/{id}/leadership",
        ("Phân công Cụm trưởng, Cụm phó", "Leadership assigned"),
        Opens.Never, Reach.CitiesOnly, Right.Cluster, Validate, Describe,
        ruleCodes: ["lead-is-deputy", "leadership-already-assigned"]);

    private static IEnumerable<Rejection> Validate(
        LeadershipAssigned assigned, Cluster? cluster, DecisionContext context)
    {
        if (assigned.Deputy == assigned.Lead)
            yield return Rejection.Rule(new Fault("lead-is-deputy", ("city", assigned.Lead)), "deputy");
        if (cluster?.TermOf(assigned.Year) is { IsAssigned: true } term)
            yield return Rejection.Rule(
                new Fault("leadership-already-assigned", ("year", assigned.Year), ("city", term.Lead)), "year");
    }

    private static DisplayText Describe(LeadershipAssigned assigned, Language language) => new(
        assigned.Mode == LeadershipMode.Elected
            ? language.In($"Bầu Cụm trưởng năm {assigned.Year}", $"Lead elected for {assigned.Year}")
            : language.In($"Phân công Cụm trưởng năm {assigned.Year}", $"Lead assigned for {assigned.Year}"),
        DisplayFormat.Line(
            language.In("Cụm trưởng: ", "Lead: ") + NameReference.To(assigned.Lead),
            assigned.Deputy is { } deputy ? language.In("Cụm phó: ", "Deputy: ") + NameReference.To(deputy) : null));
}
