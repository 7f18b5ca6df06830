using ClusterEvents.Domain.Model.Wording;
using Xunit;

namespace ClusterEvents.Domain.Tests;

public sealed class KindNamesTests
{
    [Fact]
    public void Every_event_type_has_a_name_of_its_own_in_both_languages()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var names = StoredEvents.Catalogue.Types.Select(type => language.KindName(type.Name)).ToArray();

            Assert.All(names, name => Assert.False(string.IsNullOrWhiteSpace(name)));
            Assert.Equal(names.Distinct(), names);
        }
    }
}
