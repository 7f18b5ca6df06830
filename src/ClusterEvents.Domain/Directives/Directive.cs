using System.Collections.Immutable;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;
using ClusterEvents.Domain.Model.Wording;

namespace ClusterEvents.Domain.Directives;

/// <summary>
/// The state of a directive. It is open until every addressee has fulfilled it, or until it is revoked.
/// </summary>
/// <param name="Issued">The directive as issued.</param>
/// <param name="DueOn">The due day in force; without one it is never overdue.</param>
/// <param name="Addressees">The obliged cities, including those that have left the cluster since.</param>
/// <param name="Amendments">The amendments, in the order in which they occurred.</param>
/// <param name="Revoked">Its revocation; null if it is in force.</param>
public sealed record Directive(
    DirectiveIssued Issued, DateOnly? DueOn, ImmutableArray<Addressee> Addressees,
    ImmutableArray<DirectiveAmended> Amendments, DirectiveRevoked? Revoked)
    : IStreamState<Directive>, IBelongsToCluster, IOutlastsMembership, IReminds, INamed
{
    public static string Kind => StreamKinds.Directive;

    public string? ClusterId => Issued.ClusterId;

    /// <summary>
    /// The overdue flags on record that do not hold: the city is no addressee, or flagged for this due day already, or
    /// by the day of the flag it may have fulfilled the directive, the directive been revoked, or the due day been
    /// moved.
    /// </summary>
    public ImmutableArray<DirectiveOverdue> UnfoundedFlags { get; private init; } = [];

    /// <summary>The overdue flags on record that hold, for all that is known so far of the days up to them.</summary>
    internal ImmutableArray<DirectiveOverdue> FoundedFlags { get; init; } = [];

    /// <summary>The day it was issued, or the day of its document if only that is known.</summary>
    public DateOnly? IssuedOn => Issued.OccurredOn ?? Issued.DocumentDate;

    public DirectiveStatus Status =>
        Revoked is not null ? DirectiveStatus.Revoked
        : Addressees.All(addressee => addressee.Status == AddresseeStatus.Fulfilled) ? DirectiveStatus.Closed
        : DirectiveStatus.Open;

    public static Directive? Apply(Directive? state, Activity activity) => (state, activity) switch
    {
        (_, DirectiveIssued issued) => new(issued, issued.DueOn, [.. issued.Addressees.Select(Addressee.Of)], [], null),
        ({ } directive, DirectiveAcknowledged acknowledged) =>
            directive.With(acknowledged.City, addressee => addressee.With(acknowledged)),
        ({ } directive, DirectiveProgressReported progress) =>
            directive.With(progress.City, addressee => addressee.With(progress)),
        ({ } directive, DirectiveOverdue overdue) => directive.With(overdue),
        ({ } directive, DirectiveFulfilled fulfilled) => directive
            .WithoutFlagsRefutedBy(fulfilled, flag => flag.City == fulfilled.City)
            .With(fulfilled.City, addressee => addressee.With(fulfilled, directive.DueOn)),
        ({ } directive, DirectiveAmended amended) => directive.With(amended),
        ({ } directive, DirectiveRevoked revoked) => directive.WithoutFlagsRefutedBy(revoked, _ => true)
            .WithoutOverdue() with
        { Revoked = revoked },
        _ => state,
    };

    /// <summary>The state of one addressee; null if the city is not an addressee.</summary>
    public Addressee? Of(CityId city) => Addressees.FirstOrDefault(addressee => addressee.City == city);

    /// <summary>The number of its document or, without one, the beginning of what it asks.</summary>
    public string? NameIn(Language language, string part, DateOnly? day) => IssueDirective.NameOf(Issued, language);

    public bool Concerns(CityId city) => Of(city) is not null;

    /// <summary>
    /// Addressees that will be late once the due day has passed, and are not recorded as overdue yet.
    /// </summary>
    public IEnumerable<Addressee> Owing => DueOn is null || Revoked is not null ? []
        : Addressees.Where(one => one.Status != AddresseeStatus.Fulfilled && one.OverdueAsOf is null);

    /// <summary>
    /// A reminder for a new due day, for a city that has become open again (for example by the retraction of its
    /// fulfilment), or at once for a flag that does not hold any more. None for the last day of the calendar, which
    /// never passes.
    /// </summary>
    public Reminder? Remind(StreamKey stream, object? before)
    {
        var earlier = before as Directive;
        if (UnfoundedFlags.Except(earlier?.UnfoundedFlags ?? []).Any())
            return new(stream, DueOn ?? DateOnly.MaxValue, At: null);
        if (DueOn is not { } due || due == DateOnly.MaxValue) return null;
        var known = earlier is not null && earlier.DueOn == due ? earlier.Owing.Select(one => one.City) : [];
        return Owing.Select(one => one.City).Except(known).Any()
            ? new(stream, due, Clock.Beginning(due.AddDays(1))) : null;
    }

    public Reminder? RemindOfRetraction(StreamKey stream) =>
        FoundedFlags.IsEmpty && UnfoundedFlags.IsEmpty ? null : new(stream, DueOn ?? DateOnly.MaxValue, At: null);

    private Directive With(CityId city, Func<Addressee, Addressee> change) =>
        this with { Addressees = [.. Addressees.Select(one => one.City == city ? change(one) : one)] };

    private Directive With(DirectiveAmended amended)
    {
        var changed = this with { Amendments = Amendments.Add(amended) };
        if (amended.NewDueOn is not { } due) return changed;
        return changed.WithoutFlagsRefutedBy(amended, flag => due >= flag.AsOf) with
        {
            DueOn = due,
            Addressees = [.. Addressees.Select(addressee => addressee.With(due))],
        };
    }

    /// <summary>A second flag for the same due day holds as little as one that says what was not so.</summary>
    private Directive With(DirectiveOverdue overdue) =>
        overdue.AsOf > DueOn && Revoked is null
        && Of(overdue.City) is { Status: not AddresseeStatus.Fulfilled, OverdueAsOf: null }
            ? With(overdue.City, addressee => addressee with { OverdueAsOf = overdue.AsOf }) with
            {
                FoundedFlags = FoundedFlags.Add(overdue),
            }
            : this with { UnfoundedFlags = UnfoundedFlags.Add(overdue) };

    /// <summary>
    /// The flags do not hold of which an activity says so, if it may have occurred before their day: a date to the
    /// month or on or before a day accuses nobody.
    /// </summary>
    private Directive WithoutFlagsRefutedBy(Activity activity, Predicate<DirectiveOverdue> about)
    {
        var refuted = FoundedFlags.Where(flag => about(flag) && !(activity.Earliest() >= flag.AsOf)).ToArray();
        return refuted.Length == 0 ? this : this with
        {
            FoundedFlags = FoundedFlags.RemoveRange(refuted),
            UnfoundedFlags = UnfoundedFlags.AddRange(refuted),
        };
    }

    private Directive WithoutOverdue() =>
        this with { Addressees = [.. Addressees.Select(addressee => addressee with { OverdueAsOf = null })] };
}
