namespace ClusterEvents.Faults.Clients;

/// <summary>An entry that a recorder made, and may put right or take back later.</summary>
/// <param name="Item">How it was sent.</param>
/// <param name="Field">A text of it that can be put right.</param>
/// <param name="Opens">Whether it opened its stream, so that others rest on it.</param>
internal sealed record Entry(Item Item, string Field, bool Opens)
{
    public string Says { get; set; } = (string)Item.Data[Field]!;

    public string City { get; set; } = (string)Item.Data["cityIds"]![0]!;

    public bool Retracted { get; set; }

    /// <summary>Whether a letter about it was given up: nobody knows how it reads.</summary>
    public bool Uncertain { get; set; }
}
