namespace ClusterEvents.Faults.Clients;

/// <summary>An entry of a recorder, which it may correct or retract later.</summary>
/// <param name="Item">The item as sent.</param>
/// <param name="Field">A text field that can be corrected.</param>
/// <param name="Opens">Whether it started its stream, so that other entries depend on it.</param>
internal sealed record Entry(Item Item, string Field, bool Opens)
{
    public string Says { get; set; } = (string)Item.Data[Field]!;

    public string City { get; set; } = (string)Item.Data["cityIds"]![0]!;

    public bool Retracted { get; set; }

    /// <summary>Whether a submission about it was abandoned, so that its state is unknown.</summary>
    public bool Uncertain { get; set; }
}
