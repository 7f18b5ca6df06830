namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// An activity that obliges cities. Recording it, correcting it or closing what it started requires permission to
/// record for each of them, whichever cities are in <c>cityIds</c>.
/// </summary>
public interface IObliges
{
    IReadOnlyList<CityId> Obliged { get; }
}
