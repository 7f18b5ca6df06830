namespace ClusterEvents.Domain.Meetings;

/// <summary>What a meeting is for.</summary>
public enum MeetingKind { PactSigning, MidYearReview, YearEndReview, Thematic, Other }
