using ClusterEvents.Domain.Entries;
using ClusterEvents.Domain.Model.Wording;
using Xunit;

namespace ClusterEvents.Domain.Tests.Entries;

public sealed class KindNamesTests
{
    [Fact]
    public void Every_event_type_has_a_name_of_its_own_in_both_languages()
    {
        var kinds = StoredEvents.Catalogue.Types.Select(type => type.Name).ToArray();

        Assert.Empty(kinds.Where(kind => !KindNames.Has(kind)));
        foreach (var language in Enum.GetValues<Language>())
            Assert.Equal(kinds.Length, kinds.Select(language.KindName).Distinct().Count());
    }
}
