namespace ClusterEvents.Domain.Commendations;

/// <summary>One title or form of commendation in the law.</summary>
/// <param name="Code">Its key, the same in every edition of the law.</param>
/// <param name="Kind">Whether it is an emulation title, an order, or a certificate.</param>
/// <param name="Name">Its name in the law.</param>
/// <param name="English">Its name in English.</param>
public sealed record Title(string Code, TitleKind Kind, string Name, string English);
