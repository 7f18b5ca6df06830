namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>What a unit may not do for itself, as words within a sentence.</summary>
/// <param name="Kind">The kind of stream that it is recorded on.</param>
public sealed record Deed(string Kind) : IWorded
{
    public bool IsName => false;

    public object Key => Kind;

    public string In(Language language) => Kind switch
    {
        StreamKinds.Commendation => language.In("khen thưởng", "award a commendation"),
        StreamKinds.Evaluation => language.In("chốt điểm", "finalise the score"),
        _ => language.In("quyết định", "decide this"),
    };
}
