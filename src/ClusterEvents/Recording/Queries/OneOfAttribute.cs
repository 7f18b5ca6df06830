using ClusterEvents.Domain.Model.Catalogue;

namespace ClusterEvents.Recording.Queries;

/// <summary>Declares words that are written out.</summary>
public sealed class OneOfAttribute(params string[] words) : ChoicesAttribute
{
    public override IEnumerable<string> Of(EventCatalogue catalogue) => words;
}

/// <summary>Declares words that are listed elsewhere, such as the kinds of events of the catalogue.</summary>
public sealed class OneOfAttribute<TChoices> : ChoicesAttribute where TChoices : IChoices
{
    public override IEnumerable<string> Of(EventCatalogue catalogue) => TChoices.Of(catalogue);
}
