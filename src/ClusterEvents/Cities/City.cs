using ClusterEvents.Recording;

namespace ClusterEvents.Cities;

/// <summary>What decisions read of a city.</summary>
public sealed record City(string Name, string GsoCode) : IStreamState<City>
{
    public static string Kind => StreamKinds.City;

    public static City? Apply(City? state, Activity activity) => activity switch
    {
        CityRegistered registered => new(registered.Name, registered.GsoCode),
        _ => state,
    };
}
