namespace ClusterEvents.Domain.Model;

/// <summary>The precision of a date. OnOrBefore: the fact was true on that day at the latest.</summary>
public enum Precision { Day, Month, Quarter, Year, OnOrBefore, Unknown }
