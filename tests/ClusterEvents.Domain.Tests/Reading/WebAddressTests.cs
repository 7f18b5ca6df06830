using System.Text.Json;
using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Domain.Sources;
using Xunit;

namespace ClusterEvents.Domain.Tests.Reading;

/// <summary>The address of a source is a link to the web, and says to which host it leads.</summary>
public sealed class WebAddressTests
{
    [Theory]
    [InlineData("https://example.org/bai?x=1#@2", true)]
    [InlineData("HTTP://[::1]:8080", true)]
    [InlineData("https://example.org/@nguoi", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("//example.org/", false)]
    [InlineData("https://user@example.org/", false)]
    [InlineData("https://user:secret@example.org/", false)]
    [InlineData("https://@example.org/", false)]
    [InlineData("https://:@example.org", false)]
    [InlineData("""https://example.org\@elsewhere.org/""", false)]
    [InlineData("https://", false)]
    public void Only_an_address_of_the_web_without_a_user_is_taken(string url, bool taken)
    {
        var errors = new ValidationErrors();
        var json = JsonSerializer.SerializeToElement(new { occurredOn = "2022-07-29", url });

        var source = (SourceAttached?)AttachSource.Type.Read(json, History.Today, "", errors);

        Assert.Equal(taken ? url : null, source?.Url);
        Assert.Equal(taken ? [] : ["url"], errors.Found.Select(error => error.Field));
    }
}
