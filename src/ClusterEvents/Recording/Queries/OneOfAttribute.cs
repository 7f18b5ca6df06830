using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.Queries;

/// <summary>Declares literal values.</summary>
public sealed class OneOfAttribute(params string[] words) : ChoicesAttribute
{
    public override IEnumerable<string> Of(EventCatalogue catalogue) => words;
}

/// <summary>Declares values that are listed elsewhere, such as the event types of the catalogue.</summary>
public sealed class OneOfAttribute<TChoices> : ChoicesAttribute where TChoices : IChoices
{
    public override IEnumerable<string> Of(EventCatalogue catalogue) => TChoices.Of(catalogue);
}
