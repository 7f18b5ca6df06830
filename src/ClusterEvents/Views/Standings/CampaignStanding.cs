using ClusterEvents.Domain.Model;

namespace ClusterEvents.Views.Standings;

/// <summary>How a campaign edition stands, a row a city.</summary>
/// <param name="CampaignId">The edition.</param>
/// <param name="Position">The position up to which events are included.</param>
/// <param name="Total">The number of entries of the edition; one of several cities counts once.</param>
/// <param name="Cities">The cities that its entries concern, in the order of their keys.</param>
public sealed record CampaignStanding(
    string CampaignId, long Position, long Total, IReadOnlyList<CityStanding> Cities);

/// <summary>The part of one city in a campaign edition. Entries of the whole cluster count for each city.</summary>
public sealed record CityStanding(
    CityId CityId, long Entries, IReadOnlyList<MonthCount> Months, TargetStanding Targets, DirectiveStanding Directives,
    int Commendations, ScoreStanding? Score);

/// <summary>The entries of a month.</summary>
/// <param name="Month">The first day of the month.</param>
public sealed record MonthCount(DateOnly Month, long Entries);

/// <summary>The targets of a city.</summary>
public sealed record TargetStanding(int Running, int Met, int Missed);

/// <summary>What was directed to a city.</summary>
/// <param name="Open">What still obliges it, overdue or not.</param>
/// <param name="Overdue">The part of it that is recorded as overdue.</param>
public sealed record DirectiveStanding(int Open, int Overdue, int Fulfilled);

/// <summary>The score that was finalised last.</summary>
public sealed record ScoreStanding(decimal Points, decimal Max, DateOnly? FinalisedOn, Guid ActivityId);
