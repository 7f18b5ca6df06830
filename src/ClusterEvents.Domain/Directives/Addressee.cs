using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Directives;

/// <summary>The state of one addressee of a directive.</summary>
/// <param name="City">The city that is obliged.</param>
/// <param name="Status">Its progress.</param>
/// <param name="Acknowledged">Whether it acknowledged the directive, even if the day is unknown.</param>
/// <param name="AcknowledgedOn">The day it acknowledged.</param>
/// <param name="Percent">The latest reported percentage.</param>
/// <param name="LastNote">The latest reported note.</param>
/// <param name="OverdueAsOf">The day on which it was recorded as overdue; cleared by fulfilment or a new due
/// day.</param>
/// <param name="Fulfilled">Its fulfilment; null if not fulfilled.</param>
/// <param name="Late">Whether it was certainly fulfilled after the due day that holds in the end.</param>
public sealed record Addressee(
    CityId City, AddresseeStatus Status, bool Acknowledged, DateOnly? AcknowledgedOn, int? Percent, string? LastNote,
    DateOnly? OverdueAsOf, DirectiveFulfilled? Fulfilled, bool Late)
{
    public static Addressee Of(CityId city) =>
        new(city, AddresseeStatus.Issued, Acknowledged: false, null, null, null, null, null, Late: false);

    /// <summary>An acknowledgement that occurred after a report leaves it in progress.</summary>
    internal Addressee With(DirectiveAcknowledged acknowledged) => this with
    {
        Status = Status == AddresseeStatus.Issued ? AddresseeStatus.Acknowledged : Status,
        Acknowledged = true,
        AcknowledgedOn = acknowledged.OccurredOn,
    };

    /// <summary>A new due day clears an overdue flag, and decides whether a fulfilment was late.</summary>
    internal Addressee With(DateOnly dueOn) =>
        this with { OverdueAsOf = null, Late = Fulfilled?.Earliest() > dueOn };

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
