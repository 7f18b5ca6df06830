using System.Net;
using ClusterEvents.Domain.Decisions;
using ClusterEvents.Pages.Posts;
using ClusterEvents.Tests.Pages.Forms;
using ClusterEvents.Tests.Recording.Shapes;
using Xunit;

namespace ClusterEvents.Tests.SignIn;

/// <summary>Forms of all kinds, sent by somebody who records for a city that they do not concern.</summary>
[Collection<OnSignedInSite>]
public sealed class EveryFormRightTests(SignedInSite site, EveryFormRightTests.Arranging arranging)
    : IClassFixture<EveryFormRightTests.Arranging>
{
    private static readonly Issuer.Person Other =
        new("0198-minh", "Trần Văn Minh", [Role.Recorder], ["hai-phong"]);

    public static TheoryData<string> Kinds => EveryFormTests.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_form_about_another_city_is_refused_at_each_step_and_changes_nothing(string kind)
    {
        var (app, visitor) = await arranging.OfAsync(site);
        var sample = Samples.Of(kind);
        var form = RecordForms.Of(kind);
        await app.GivenWhatItNeedsAsync(sample);
        var before = await app.CountEventsAsync();

        foreach (var step in new[] { "review", "check", "record" })
        {
            using var answer = await visitor.PostAsync(site.At($"/vi/record/{form.Slug}"),
            [
                .. EveryFormTests.TextsOf(sample).Select(text => (text.Key, text.Value)),
                ("key", $"right-{kind}"), ("repeat", "another"), (PagePost.Field, arranging.Token), ("do", step),
            ]);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden,
                $"{step}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestApp.Cancel)}");
        }

        Assert.Equal(before, await app.CountEventsAsync());
        await IsChangedByNoPageAsync(app, visitor, sample);
    }

    private async Task IsChangedByNoPageAsync(TestApp app, Visitor visitor, Sample sample)
    {
        await app.GivenOnceAsync(sample);
        var entry = await app.NewestOfAsync(sample.Subject);
        var before = await app.CountEventsAsync();

        foreach (var change in new[] { "correct", "retract", "reinstate", "dispute" })
            foreach (var step in new[] { "review", "record" })
            {
                using var answer = await visitor.PostAsync(
                    site.At($"/vi/activities/{entry}/{change}"),
                    ("because", "Không phải việc của mình"), ("reason", "x"), ("cityId", "can-tho"), ("occurredOn", ""),
                    (PagePost.Field, arranging.Token), ("do", step));
                Assert.True((int)answer.StatusCode >= 400, $"{change} {step}: {answer.StatusCode}");
            }

        Assert.Equal(before, await app.CountEventsAsync());
    }

    /// <summary>A node without sign-in on the same database, to record what forms need, and the visitor.</summary>
    public sealed class Arranging : IAsyncLifetime
    {
        private readonly Visitor _visitor = new();
        private TestApp? _app;

        public string Token { get; private set; } = "";

        internal async Task<(TestApp App, Visitor Visitor)> OfAsync(SignedInSite site)
        {
            if (_app is null)
            {
                _app = TestApp.With(new() { ["ConnectionStrings:ClusterEvents"] = site.App.ConnectionString });
                await _app.InitializeAsync();
                await site.SignInAsync(_visitor, Other);
                using var page = await _visitor.GetAsync(site.At("/vi/record/x"));
                Token = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(TestApp.Cancel));
            }

            return (_app, _visitor);
        }

        public ValueTask InitializeAsync() => ValueTask.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            _visitor.Dispose();
            if (_app is not null) await _app.DisposeAsync();
        }
    }
}
