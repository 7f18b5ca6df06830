using ClusterEvents.Domain.Model.Wording;
using Xunit;

namespace ClusterEvents.Domain.Tests;

public sealed class KindNamesTests
{
    [Fact]
    public void Every_event_type_has_a_name_of_its_own_in_both_languages()
    {
        var kinds = StoredEvents.Catalogue.Types.Select(type => type.Name).ToArray();

        Assert.All(kinds, kind => Assert.True(KindNames.Has(kind), $"{kind} has no name."));
        foreach (var language in Enum.GetValues<Language>())
            Assert.Equal(kinds.Length, kinds.Select(kind => language.KindName(kind)).Distinct().Count());
    }
}
