using ClusterEvents.Domain.Decisions;
using Xunit;

namespace ClusterEvents.Domain.Tests.Decisions;

/// <summary>
/// How the source of a recording is spelled: RFC 3986 (section 6) says which spellings mean the same.
/// </summary>
public sealed class SourceUriTests
{
    [Theory]
    [InlineData("https://h/a", "https://h/a")]
    [InlineData("HTTPS://H/a", "https://h/a")]
    [InlineData("https://h", "https://h/")]
    [InlineData("https://h?a=/b", "https://h/?a=/b")]
    [InlineData("https://h/a?x=1#y", "https://h/a?x=1#y")]
    [InlineData("https://h/a#y?x", "https://h/a#y?x")]
    [InlineData("https://h/a?b:c/../d", "https://h/a?b:c/../d")]
    public void A_scheme_and_a_host_are_in_lower_case_and_a_query_stays(string source, string normalised) =>
        Assert.Equal(normalised, SourceUri.Normalised(source));

    [Theory]
    [InlineData("http://h:80/a", "http://h/a")]
    [InlineData("http://h:443/a", "http://h:443/a")]
    [InlineData("https://h:443/a", "https://h/a")]
    [InlineData("https://h:80/a", "https://h:80/a")]
    [InlineData("https://h:8443/a", "https://h:8443/a")]
    [InlineData("ftp://h:80/a", "ftp://h:80/a")]
    [InlineData("http://h:/a", "http://h/a")]
    [InlineData("https://h:/a", "https://h/a")]
    [InlineData("ftp://h:/a", "ftp://h/a")]
    [InlineData("https://h./a", "https://h/a")]
    public void The_default_port_of_its_scheme_is_left_out(string source, string normalised) =>
        Assert.Equal(normalised, SourceUri.Normalised(source));

    [Theory]
    [InlineData("https://Me@H/a", "https://Me@h/a")]
    [InlineData("https://Me@You@H:443/a", "https://Me@You@h/a")]
    [InlineData("https://M%65@H/a", "https://Me@h/a")]
    [InlineData("https://h%2Ex/a", "https://h.x/a")]
    public void A_user_keeps_the_case_that_a_host_loses(string source, string normalised) =>
        Assert.Equal(normalised, SourceUri.Normalised(source));

    [Theory]
    [InlineData("urn:isbn:1", "urn:isbn:1")]
    [InlineData("URN:Isbn:1", "urn:Isbn:1")]
    [InlineData("urn:a//b/../c", "urn:a//b/../c")]
    [InlineData("urn:%61?%62", "urn:a?b")]
    [InlineData("urn:/a//b", "urn:/a/b")]
    [InlineData("a+b-c.1:x", "a+b-c.1:x")]
    [InlineData("A+B:x", "a+b:x")]
    [InlineData("1a:x", "/1a:x")]
    [InlineData("a_b:x", "/a_b:x")]
    [InlineData("-a:x", "/-a:x")]
    [InlineData(":x", "/:x")]
    [InlineData("a/b:c", "/a/b:c")]
    [InlineData("a?b:c", "/a?b:c")]
    public void A_scheme_begins_with_a_letter_and_what_is_no_hierarchy_has_no_segments(
        string source, string normalised) => Assert.Equal(normalised, SourceUri.Normalised(source));

    [Theory]
    [InlineData("", "/")]
    [InlineData("a", "/a")]
    [InlineData("/a", "/a")]
    [InlineData("//a/b", "/a/b")]
    [InlineData("/a/", "/a")]
    [InlineData("/a//b", "/a/b")]
    [InlineData("/a/./b", "/a/b")]
    [InlineData("/a/../b", "/b")]
    [InlineData("/../a", "/a")]
    [InlineData("/a/b/../../../c", "/c")]
    [InlineData("/a/%2E%2e/b", "/b")]
    [InlineData(@"\a\b", "/a/b")]
    [InlineData(@"a\..\b", "/b")]
    public void Segments_are_resolved_and_a_relative_reference_begins_with_a_slash(string source, string normalised) =>
        Assert.Equal(normalised, SourceUri.Normalised(source));

    [Theory]
    [InlineData("/a%7Eb%2Dc", "/a~b-c")]
    [InlineData("/a%3fb", "/a%3Fb")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("/a\u007fb", "/a%7Fb")]
    [InlineData("/a!b", "/a!b")]
    [InlineData("/a~b", "/a~b")]
    [InlineData("/a%", "/a%")]
    [InlineData("/a%4", "/a%4")]
    [InlineData("/a%41", "/aA")]
    [InlineData("/a%4gb", "/a%4gb")]
    [InlineData("/a%g4b", "/a%g4b")]
    [InlineData("/a%41%42", "/aAB")]
    [InlineData("/%7F", "/%7F")]
    [InlineData("/%C3%AA", "/%C3%AA")]
    [InlineData("/ê", "/%C3%AA")]
    [InlineData("/e\u0302", "/%C3%AA")]
    [InlineData("/e%CC%82", "/%C3%AA")]
    public void What_need_not_be_escaped_is_not_and_letters_are_composed(string source, string normalised) =>
        Assert.Equal(normalised, SourceUri.Normalised(source));

    [Theory]
    [InlineData("/recorders/x", "recorders", "x")]
    [InlineData("/Deadlines/X", "deadlines", "X")]
    [InlineData("seeds", "seeds")]
    [InlineData("http://h/cities/can-tho/a", "cities", "can-tho", "a")]
    [InlineData("https://h/recorders", "recorders")]
    [InlineData("https:/recorders", "recorders")]
    [InlineData("ftp://h/recorders/x", "recorders", "x")]
    [InlineData("/recorders%2Fx", "recorders", "x")]
    [InlineData("/recorders?x", "recorders")]
    [InlineData("urn:recorders")]
    [InlineData("urn:/recorders/x")]
    [InlineData("/records/x")]
    [InlineData("/x/recorders")]
    [InlineData("/")]
    public void The_first_segment_may_have_a_meaning(string source, params string[] segments) =>
        Assert.Equal(segments, SourceUri.Reserved(source));

    [Theory]
    [InlineData("/recorders/x", null)]
    [InlineData("/Recorders/x", null)]
    [InlineData("/cities/can-tho", null)]
    [InlineData("/Cities/can-tho", null)]
    [InlineData("/x/../cities/can-tho", "/cities/can-tho")]
    [InlineData("https://h/cities/can-tho", null)]
    [InlineData("https://H/cities/can-tho", "https://h/cities/can-tho")]
    [InlineData("https://H/a", "https://h/a")]
    public void What_names_its_owner_needs_no_key(string source, string? key) =>
        Assert.Equal(key, SourceUri.KeyOf(source));

    [Fact]
    public void A_key_of_a_thousand_characters_is_the_source_itself_and_a_longer_one_its_digest()
    {
        var longest = "/" + new string('a', 999);

        Assert.Equal(longest, SourceUri.KeyOf(longest));
        Assert.NotEqual(longest + "a", SourceUri.KeyOf(longest + "a"));
        Assert.True(SourceUri.KeyOf(longest + "a")!.Length < 100);
    }
}
