namespace ClusterEvents.Domain.Model.Streams;

/// <summary>
/// An activity that does not stand in the way of one recorded later about an earlier day, because it follows from
/// others (an overdue flag) or continues what that one begins (a membership).
/// </summary>
public interface IGivesWay
{
    bool GivesWayTo(Activity earlier) => true;
}
