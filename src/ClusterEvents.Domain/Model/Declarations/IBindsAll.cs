namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// An activity that is binding for every city that its stream concerns. Recording it requires permission to record for
/// each of them, whichever cities the activity itself names.
/// </summary>
public interface IBindsAll
{
    /// <summary>Whether this activity is binding for all of them; some types decide it by their fields.</summary>
    bool BindsAll => true;
}
