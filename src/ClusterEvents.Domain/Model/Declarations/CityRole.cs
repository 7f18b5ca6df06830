namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>What a city is in an activity that names it. Rights, membership and timelines follow from it.</summary>
public enum CityRole
{
    /// <summary>It does what the activity says.</summary>
    Acts,

    /// <summary>
    /// It acts as the host, who may record the meeting that it hosts. A guest may be the host as well.
    /// </summary>
    Hosts,

    /// <summary>The activity obliges it.</summary>
    Obliged,

    /// <summary>The activity judges it: an assessment, an inspection, a score, an award.</summary>
    Judged,

    /// <summary>It took part without being concerned by the activity as a member is.</summary>
    Guest,
}
