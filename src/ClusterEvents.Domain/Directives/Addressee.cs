using System.Collections.Immutable;
using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Directives;

/// <summary>Where one addressee of a directive stands.</summary>
/// <param name="City">The city that is obliged.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Acknowledged">Whether it acknowledged, even where the day is not known.</param>
/// <param name="AcknowledgedOn">The day it acknowledged.</param>
/// <param name="Percent">The progress that it last gave a number for.</param>
/// <param name="LastNote">What it last reported.</param>
/// <param name="OverdueAsOf">The day by which it was found overdue; cleared by fulfilment or a new due day.</param>
/// <param name="Fulfilled">Its fulfilment; null while none is on record.</param>
/// <param name="Late">
/// Whether it was fulfilled after the day that was due by then: not where it may have been in time.
/// </param>
public sealed record Addressee(
    CityId City, AddresseeStatus Status, bool Acknowledged, DateOnly? AcknowledgedOn, int? Percent, string? LastNote,
    DateOnly? OverdueAsOf, DirectiveFulfilled? Fulfilled, bool Late)
{
    public static Addressee Of(CityId city) =>
        new(city, AddresseeStatus.Issued, Acknowledged: false, null, null, null, null, null, Late: false);

    /// <summary>History is also recorded backwards: who acknowledges after a report stays in progress.</summary>
    internal Addressee With(DirectiveAcknowledged acknowledged) => this with
    {
        Status = Status == AddresseeStatus.Issued ? AddresseeStatus.Acknowledged : Status,
        Acknowledged = true,
        AcknowledgedOn = acknowledged.OccurredOn,
    };

    /// <summary>What was recorded while a fulfilment was retracted does not undo it when it comes back.</summary>
    internal Addressee With(DirectiveOverdue overdue) =>
        Status == AddresseeStatus.Fulfilled ? this : this with { OverdueAsOf = overdue.AsOf };

    internal Addressee With(DirectiveProgressReported progress) => this with
    {
        Status = Status == AddresseeStatus.Fulfilled ? Status : AddresseeStatus.InProgress,
        Percent = progress.Percent ?? Percent,
        LastNote = progress.Note,
    };

    internal Addressee With(DirectiveFulfilled fulfilled, DateOnly? dueOn) => this with
    {
        Status = AddresseeStatus.Fulfilled,
        Fulfilled = fulfilled,
        Late = fulfilled.Earliest() > dueOn,
        OverdueAsOf = null,
    };
}
