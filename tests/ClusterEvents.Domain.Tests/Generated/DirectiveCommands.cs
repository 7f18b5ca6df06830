using ClusterEvents.Domain.Directives;
using FsCheck;
using FsCheck.Fluent;

namespace ClusterEvents.Domain.Tests.Generated;

internal static class DirectiveCommands
{
    private static readonly string?[] Directives =
        ["directive/issued", "directive/issued", "directive/issued", "directive/issued", "directive/unknown"];

    public static readonly KeyValuePair<Type, Gen<Command>>[] All =
    [
        Commands.Of(
            from issuer in Values.Organisation
            from basis in Values.OneOf<DirectiveBasis>()
            from number in Values.MaybeText
            from dated in Values.Maybe(Values.Day)
            from summary in Values.Text
            from addressees in Values.Cities
            from due in Values.Maybe(Values.Day)
            from horizon in Values.MaybeText
            select new DirectiveIssued(issuer, basis, number, dated, summary, addressees, due, horizon), null, null,
            "directive/new", "directive/issued"),
        Commands.Of(
            from city in Values.City
            from person in Values.Person
            select new DirectiveAcknowledged(city, person), Directives),
        Commands.Of(
            from city in Values.City
            from percent in Values.Maybe(Gen.Choose(-1, 101))
            from note in Values.Text
            select new DirectiveProgressReported(city, percent, note), Directives),
        Commands.Of(
            from city in Values.City
            from evidence in Values.Text
            select new DirectiveFulfilled(city, evidence), Directives),
        Commands.Of(from city in Values.City from day in Values.Day select new DirectiveOverdue(city, day), Directives),
        Commands.Of(
            from due in Values.Maybe(Values.Day)
            from reason in Values.Text
            from reference in Values.MaybeText
            select new DirectiveAmended(due, reason, reference), Directives),
        Commands.Of(
            from reason in Values.Text
            from reference in Values.MaybeText
            select new DirectiveRevoked(reason, reference), Directives),
    ];
}
