using ClusterEvents.Domain.Decisions;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Posts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClusterEvents.Tests.SignIn;

/// <summary>The service with pages behind an issuer, a second node on the same database, and a form to send.</summary>
public sealed class SignedInSite : IAsyncLifetime
{
    private FormApp? _other;

    public Issuer Issuer { get; } = new();

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public FormApp App { get; private set; } = null!;

    public Uri Site => App.Http.BaseAddress!;

    public static Issuer.Person Lan => new("0198-lan", "Nguyễn Thị Lan", [Role.Recorder], ["can-tho"]);

    public Uri At(string path) => new(Site, path);

    public async ValueTask InitializeAsync()
    {
        await Issuer.StartAsync();
        App = await StartAsync(await Template.Established.CopyAsync());
    }

    /// <summary>Another node of the same service.</summary>
    public async Task<FormApp> OtherAsync() => _other ??= await StartAsync(App.ConnectionString);

    public async ValueTask DisposeAsync()
    {
        if (_other is not null) await _other.DisposeAsync();
        if (App is not null) await App.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    /// <summary>Signs somebody in from a page, as far as the page that it leads back to.</summary>
    public async Task<HttpResponseMessage> SignInAsync(
        Visitor visitor, Issuer.Person? person, string path = "/vi/record/x")
    {
        Issuer.Next = person;
        return await visitor.OpenAsync(At($"/vi/sign-in/go?return={Uri.EscapeDataString(path)}"));
    }

    private async Task<FormApp> StartAsync(string database)
    {
        var app = new FormApp(Clock, new()
        {
            ["environment"] = "Production",
            ["ConnectionStrings:ClusterEvents"] = database,
            ["Authentication:Authority"] = Issuer.Url,
            ["Authentication:Audience"] = "clusterevents",
            ["Authentication:ClientId"] = Issuer.Client,
            ["Authentication:ClientSecret"] = Issuer.Secret,
            ["Authentication:Scope"] = "clusterevents",
            ["Authentication:RoleClaim"] = "realm_access.roles",
            ["Proxies:0"] = "127.0.0.1",
        });
        await app.InitializeAsync();
        return app;
    }

    /// <summary>The service with a form that records nothing.</summary>
    public sealed class FormApp(TimeProvider time, Dictionary<string, string?> settings) : TestApp
    {
        protected override TimeProvider? Time => time;

        protected override Dictionary<string, string?> Settings => settings;

        protected override void Map(WebApplication app)
        {
            var pages = app.MapGroup("/{language:regex(^(vi|en)$)}").DisableAntiforgery();
            pages.MapGet("/record/x", (PageContext page, HttpContext http) => page.WithForms(http).FormToken);
            pages.MapPost("/record/x", (PageContext page, HttpContext http) => PagePost.IsTokenValid(http)
                ? TypedResults.Text($"done by {http.User.Identity!.Name}")
                : TypedResults.Text(
                    $"{PagePost.WhyAgain(http, page.Language)}|{http.Request.Form["title"]}|{page.Path}{page.Query}"))
                .AnswersStaleToken();
        }
    }
}
