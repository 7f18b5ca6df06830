namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// Who may record a type of event, by the cities of the recorder's token. Whoever records for all cities, the office
/// of the cluster, may record each type. “For the cluster” means: the office, or the unit that leads the cluster on
/// the day of the activity.
/// </summary>
public enum Right
{
    /// <summary>
    /// Who records for every city that it names; with scope Cluster or Campaign, for the cluster. The host of a meeting
    /// may also record what accompanies it.
    /// </summary>
    EachCity,

    /// <summary>
    /// The same, or the host; on a stream that is on record, only who could have begun it.
    /// </summary>
    Host,

    /// <summary>
    /// Who records for the cities that its own fields name, whatever its scope; if they name none, as
    /// <see cref="Whole"/>.
    /// </summary>
    OwnPart,

    /// <summary>
    /// Who records for its cities, if each of these has a part of its own in the stream; otherwise as
    /// <see cref="Whole"/>. So what the cluster did as a whole is described only by those who may record that.
    /// </summary>
    PartOrWhole,

    /// <summary>Who could have begun the stream, because it changes what holds for every city of that.</summary>
    Whole,

    /// <summary>Who records for the cities that act in it. Those that it judges are peers, who can answer.</summary>
    Peers,

    /// <summary>Who records for every city that it names, or for the cluster, which may oblige others.</summary>
    EachCityOrCluster,

    /// <summary>Who records for the cluster.</summary>
    Cluster,

    /// <summary>Who records for the cluster and for no city that it judges.</summary>
    ClusterForOthers,

    /// <summary>The office alone.</summary>
    Office,

    /// <summary>Who could record its target, both as that stands and as it would become.</summary>
    Target,

    /// <summary>Who records for the city that speaks in it, about any entry that names this city.</summary>
    OwnWord,
}
