namespace ClusterEvents.Domain.Model;

/// <summary>A part of a calendar day, in its order.</summary>
public enum DayPart { Morning = 1, Afternoon = 2, Evening = 3 }
