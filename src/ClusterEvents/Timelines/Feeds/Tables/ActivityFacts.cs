using ClusterEvents.Domain.Campaigns;
using ClusterEvents.Domain.Ceremonies;
using ClusterEvents.Domain.Cities;
using ClusterEvents.Domain.Clusters;
using ClusterEvents.Domain.Commendations;
using ClusterEvents.Domain.Community;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Evaluations;
using ClusterEvents.Domain.Meetings;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Targets;

namespace ClusterEvents.Timelines.Feeds.Tables;

/// <summary>What a reader of a table looks for in the fields of the different event types.</summary>
internal static class ActivityFacts
{
    public static string? Place(Activity activity) => activity switch
    {
        MeetingScheduled scheduled => scheduled.Venue,
        MeetingHeld held => held.Venue,
        FlowersOffered flowers => flowers.Place,
        IncenseOffered incense => incense.Place,
        MartyrsCemeteryVisited visit => visit.Place,
        _ => null,
    };

    public static string? Person(Activity activity) => activity switch
    {
        RemarksDelivered remarks => remarks.Person.Full(),
        MeetingHeld held => held.Chair?.Full(),
        DirectiveAcknowledged acknowledged => acknowledged.By.Full(),
        _ => null,
    };

    /// <summary>The number of a document or decision, with its day.</summary>
    public static string? Document(Activity activity, Language language) => activity switch
    {
        DirectiveIssued issued => Dated(issued.DocumentNumber, issued.DocumentDate, language),
        DirectiveAmended amended => amended.DocumentRef,
        DirectiveRevoked revoked => revoked.DocumentRef,
        RegulationAdopted regulation => regulation.DocumentRef,
        PactSigned pact => pact.PactRef,
        CommendationAwarded awarded => Dated(awarded.DecisionNumber, awarded.DecisionDate, language),
        CommendationRevoked revoked => revoked.DecisionNumber,
        CitiesMerged merged => merged.LegalBasis,
        _ => null,
    };

    /// <summary>The day for which a meeting is planned.</summary>
    public static DateOnly? Planned(Activity activity) => activity switch
    {
        MeetingScheduled scheduled => scheduled.PlannedOn,
        MeetingPostponed postponed => postponed.NewPlannedOn,
        _ => null,
    };

    public static DateOnly? Due(Activity activity) => activity switch
    {
        DirectiveIssued issued => issued.DueOn,
        DirectiveAmended amended => amended.NewDueOn,
        TargetSet set => set.DueOn,
        TargetRevised revised => revised.DueOn,
        _ => null,
    };

    /// <summary>The value and its unit; the unit of a report may be known to its target only.</summary>
    public static (decimal Value, string Unit)? Value(Activity activity, Language language) => activity switch
    {
        TargetSet set => (set.Value, language.NameOf(set.Unit)),
        TargetRevised revised => (revised.Value, language.NameOf(revised.Unit)),
        TargetProgressReported progress => (progress.Value, language.NameOf(progress.Unit)),
        TargetMet met => (met.FinalValue, ""),
        TargetMissed missed => (missed.FinalValue, ""),
        ScoreSubmitted score => (score.Points, Of(score.Max, language)),
        ScoreFinalised score => (score.Points, Of(score.Max, language)),
        UnitNominated { Votes: { } votes } => (votes, language.In("phiếu", "votes")),
        DirectiveProgressReported { Percent: { } percent } => (percent, "%"),
        CommunityActivityHeld { AmountVnd: { } amount } => (amount, language.In("đồng", "VND")),
        MeetingHeld { Attendance: { } attendance } => (attendance, language.In("người dự", "attendees")),
        _ => null,
    };

    private static string Of(decimal most, Language language) =>
        language.In($"điểm, tối đa {language.In(most)}", $"points of {language.In(most)}");

    private static string? Dated(string? number, DateOnly? day, Language language) => (number, day) switch
    {
        ({ } known, { } date) => language.In($"{known} ngày {language.In(date)}", $"{known} of {language.In(date)}"),
        (null, { } date) => language.In($"Ngày {language.In(date)}", $"Of {language.In(date)}"),
        _ => number,
    };
}
