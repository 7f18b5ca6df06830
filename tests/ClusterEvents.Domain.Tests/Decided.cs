using ClusterEvents.Domain.Decisions;
using ClusterEvents.Domain.Model.Catalogue;
using Xunit;

namespace ClusterEvents.Domain.Tests;

/// <summary>What was decided on one request.</summary>
/// <param name="Before">What was on record.</param>
/// <param name="After">What is on record with it; the same as before where it was rejected.</param>
/// <param name="Results">The answer to each draft.</param>
/// <param name="Batch">The transaction that it would be.</param>
public sealed record Decided(
    History Before, History After, IReadOnlyList<RecordingResult> Results, DecisionBatch Batch)
{
    public bool IsAccepted => Results.All(result => result.Rejections.Count == 0);

    public IReadOnlyList<Rejection> Rejections => [.. Results.SelectMany(result => result.Rejections)];

    /// <summary>The history with it, which must have been accepted.</summary>
    public History Accepted()
    {
        Assert.True(IsAccepted, string.Join('\n', Rejections));
        return After;
    }

    /// <summary>Demands that this one reason was given, for this field, and that nothing changed.</summary>
    /// <returns>The history, which is as it was.</returns>
    public History RejectedWith(string code, string? field = null)
    {
        var rejection = Assert.Single(Rejections);
        Assert.Equal((code, field), (rejection.Code, rejection.Field));
        Assert.Same(Before.Context, After.Context);
        Assert.Empty(Batch.Changed);
        return After;
    }
}
