namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// Whose a type of event is to record. Whoever records for all cities (the office of the cluster) may record each; the
/// cluster is also spoken for by the unit that leads it on the day of the activity.
/// </summary>
public enum Right
{
    /// <summary>
    /// Of each city that it names; with scope Cluster or Campaign it speaks for the cluster. What accompanies a meeting
    /// is its host's as well.
    /// </summary>
    EachCity,

    /// <summary>
    /// The same, or of the host; on a stream that is on record, only of those who could have begun it.
    /// </summary>
    Host,

    /// <summary>Of the cities whose part it is, whatever its scope; without a city it is the whole's.</summary>
    OwnPart,

    /// <summary>
    /// Of the cities whose part it is, if they have one in the stream; otherwise the whole's. So what the cluster as
    /// such did is described by those who may record that.
    /// </summary>
    PartOrWhole,

    /// <summary>Of those who could have begun the stream: it changes what holds for all whom that concerns.</summary>
    Whole,

    /// <summary>Of those who act: whom it judges is a peer, who can answer.</summary>
    Peers,

    /// <summary>Of each city that it names or, to oblige others, of the cluster.</summary>
    EachCityOrCluster,

    /// <summary>Of the cluster.</summary>
    Cluster,

    /// <summary>Of the cluster, and never of those whom it judges.</summary>
    ClusterForOthers,

    /// <summary>Of the office that records for all cities.</summary>
    Office,

    /// <summary>Of those who could record the entry that it is about, as it stands and as it would become.</summary>
    Target,

    /// <summary>Of the city that speaks, about any entry: whom it is named by does not matter.</summary>
    OwnWord,
}
