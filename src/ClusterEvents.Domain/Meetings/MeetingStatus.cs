namespace ClusterEvents.Domain.Meetings;

/// <summary>The status of a meeting.</summary>
public enum MeetingStatus { Scheduled, Postponed, Held, Cancelled }
