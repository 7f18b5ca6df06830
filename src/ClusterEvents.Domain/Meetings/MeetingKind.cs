namespace ClusterEvents.Domain.Meetings;

/// <summary>The purpose of a meeting.</summary>
public enum MeetingKind { PactSigning, MidYearReview, YearEndReview, Thematic, Other }
