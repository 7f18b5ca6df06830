namespace ClusterEvents.Domain.Meetings;

/// <summary>Where a meeting is on its way from plan to record.</summary>
public enum MeetingStatus { Scheduled, Postponed, Held, Cancelled }
