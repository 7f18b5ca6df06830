using System.Collections.Immutable;
using ClusterEvents.Domain.Directives;
using ClusterEvents.Domain.Model;
using Xunit;

namespace ClusterEvents.Domain.Tests.Directives;

/// <summary>
/// For each addressee Issued → Acknowledged → InProgress → Fulfilled. Overdue is a flag on what is open, cleared by
/// fulfilment or a new due day. All is over when every addressee has fulfilled it, or when it is revoked.
/// </summary>
internal sealed record DirectiveLifecycle(
    DateOnly IssuedOn, DateOnly? DueOn, bool Revoked, ImmutableSortedDictionary<string, DirectiveLifecycle.Part> Parts)
    : ILifecycle<DirectiveLifecycle>
{
    private bool IsClosed => Parts.Values.All(part => part.Status == AddresseeStatus.Fulfilled);

    public static DirectiveLifecycle Of(DateOnly issuedOn, DateOnly? dueOn, params CityId[] addressees) => new(
        issuedOn, dueOn, Revoked: false,
        addressees.ToImmutableSortedDictionary(city => city.Value, _ => new Part(AddresseeStatus.Issued)));

    public string? Rejection(Activity step) => step switch
    {
        DirectiveAcknowledged when Parts.TryGetValue(CityOf(step), out var part) && part.Acknowledged =>
            "already-acknowledged",
        _ when Revoked => "directive-revoked",
        DirectiveAmended or DirectiveRevoked when IsClosed => "directive-closed",
        DirectiveAmended amended => amended.NewDueOn < IssuedOn ? "due-before-issue" : null,
        DirectiveRevoked => null,
        _ => Parts.TryGetValue(CityOf(step), out var part)
            ? Rejection(step, part) : "directive-not-addressed-to-city",
    };

    public DirectiveLifecycle After(Activity step) => step switch
    {
        DirectiveAmended { NewDueOn: { } day } => Unflagged().LateAfter(day),
        DirectiveRevoked => Unflagged() with { Revoked = true },
        DirectiveAcknowledged => With(step, part => part with
        {
            Acknowledged = true,
            Status = part.Status == AddresseeStatus.Issued ? AddresseeStatus.Acknowledged : part.Status,
        }),
        DirectiveProgressReported report => With(step, part => part with
        {
            Status = part.Status == AddresseeStatus.Fulfilled ? part.Status : AddresseeStatus.InProgress,
            Percent = report.Percent ?? part.Percent,
            Note = report.Note,
        }),
        DirectiveFulfilled fulfilled => With(step, part => part with
        {
            Status = AddresseeStatus.Fulfilled,
            OverdueAsOf = null,
            FulfilledOn = fulfilled.OccurredOn,
            Late = fulfilled.OccurredOn > DueOn,
        }),
        // One that was flagged while something else was retracted counts only for the due day in force.
        DirectiveOverdue overdue when !Revoked && overdue.AsOf > DueOn => With(step, part =>
            part.Status == AddresseeStatus.Fulfilled || part.OverdueAsOf is not null
                ? part : part with { OverdueAsOf = overdue.AsOf }),
        _ => this,
    };

    public void AgreesWith(object? state)
    {
        var directive = Assert.IsType<Directive>(state);
        Assert.Equal(DueOn, directive.DueOn);
        Assert.Equal(
            Revoked ? DirectiveStatus.Revoked : IsClosed ? DirectiveStatus.Closed : DirectiveStatus.Open,
            directive.Status);
        Assert.Equal(Parts, directive.Addressees.ToImmutableSortedDictionary(one => one.City.Value, one => new Part(
            one.Status, one.Acknowledged, one.OverdueAsOf, one.Percent, one.LastNote, one.Late,
            one.Fulfilled?.OccurredOn)));
        Assert.Equal(
            Parts.Where(part => DueOn is not null && !Revoked && part.Value.Status != AddresseeStatus.Fulfilled
                && part.Value.OverdueAsOf is null).Select(part => part.Key),
            directive.Owing.Select(one => one.City.Value).Order(StringComparer.Ordinal));
    }

    private string? Rejection(Activity step, Part part) => step switch
    {
        _ when part.Status == AddresseeStatus.Fulfilled => "directive-fulfilled",
        DirectiveOverdue overdue when DueOn is null || overdue.AsOf <= DueOn => "directive-not-due",
        DirectiveOverdue when part.OverdueAsOf is not null => "already-overdue",
        _ => null,
    };

    private static string CityOf(Activity step) => Domain.Reading.NamedCities.Of(step).Single().City.Value;

    private DirectiveLifecycle Unflagged() => this with
    {
        Parts = Parts.ToImmutableSortedDictionary(one => one.Key, one => one.Value with { OverdueAsOf = null }),
    };

    /// <summary>A fulfilment is late for the due day that holds in the end.</summary>
    private DirectiveLifecycle LateAfter(DateOnly day) => this with
    {
        DueOn = day,
        Parts = Parts.ToImmutableSortedDictionary(
            one => one.Key, one => one.Value with { Late = one.Value.FulfilledOn > day }),
    };

    private DirectiveLifecycle With(Activity step, Func<Part, Part> change) =>
        Parts.TryGetValue(CityOf(step), out var part)
            ? this with { Parts = Parts.SetItem(CityOf(step), change(part)) } : this;

    /// <summary>Where one addressee stands.</summary>
    internal sealed record Part(
        AddresseeStatus Status, bool Acknowledged = false, DateOnly? OverdueAsOf = null, int? Percent = null,
        string? Note = null, bool Late = false, DateOnly? FulfilledOn = null);
}
