using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClusterEvents.Domain.Decisions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClusterEvents.Tests.Hosting.Identity;

/// <summary>Which tokens are access tokens for this service, and what is read from them.</summary>
public sealed class TokenTests(SecuredApp secured) : IClassFixture<SecuredApp>
{
    private readonly Authority _authority = secured.Authority;
    private readonly TestApp _app = secured.App;

    private static Dictionary<string, object> Claims(params (string Name, object Value)[] more)
    {
        Dictionary<string, object> claims = new() { ["role"] = Role.Recorder, ["city"] = "*" };
        foreach (var (name, value) in more) claims[name] = value;
        return claims;
    }

    [Theory]
    [InlineData("JWT", true)]
    [InlineData("at+jwt", true)]
    [InlineData("application/at+jwt", true)]
    [InlineData("AT+JWT", true)]
    [InlineData("logout+jwt", false)]
    [InlineData("dpop+jwt", false)]
    [InlineData("secevent+jwt", false)]
    public async Task A_token_of_another_type_is_rejected(string type, bool accepted) =>
        await CheckAsync(_authority.Token("lan", Claims(), type: type), accepted);

    public static TheoryData<string, string, bool> Kinds => new()
    {
        { "an ID token with a nonce", """{"nonce":"n"}""", false },
        { "an ID token with the hash of its access token", """{"at_hash":"h"}""", false },
        { "an ID token for its client", """{"azp":"clusterevents"}""", false },
        { "a logout token", """{"events":{"http://schemas.openid.net/event/backchannel-logout":{}}}""", false },
        { "an ID token of Keycloak", """{"typ":"ID"}""", false },
        { "an ID token of Cognito", """{"token_use":"id"}""", false },
        { "an access token of Keycloak", """{"typ":"Bearer","azp":"clusterevents","nonce":"n"}""", true },
        { "an access token of Entra", """{"scp":"access","azp":"clusterevents"}""", true },
        { "an access token for another client", """{"azp":"page"}""", true },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task ID_tokens_and_logout_tokens_are_rejected(string what, string more, bool accepted)
    {
        Assert.NotEmpty(what);
        var claims = Claims([.. JsonNode.Parse(more)!.AsObject().Select(member =>
            (member.Key, member.Value is JsonValue text ? text.GetValue<string>()
                : (object)new Dictionary<string, object> { ["x"] = "y" }))]);

        await CheckAsync(_authority.Token("lan", claims, type: "JWT"), accepted);
    }

    [Fact]
    public async Task Critical_extensions_are_rejected() => await CheckAsync(
        _authority.Token("lan", Claims(), header: new() { ["crit"] = new[] { "x" }, ["x"] = "y" }), accepted: false);

    [Theory]
    [InlineData(-10, true)]
    [InlineData(-45, false)]
    public async Task Clocks_may_differ_by_half_a_minute(int seconds, bool accepted) =>
        await CheckAsync(_authority.Token("lan", Claims(), validFor: TimeSpan.FromSeconds(seconds)), accepted);

    [Theory]
    [InlineData("sub", "clusterevents")]
    [InlineData("sub", "ClusterEvents")]
    [InlineData("sub", "lan\u200b")]
    [InlineData("sub", "lan\u202egnort")]
    [InlineData("preferred_username", "clusterevents")]
    [InlineData("preferred_username", "lan\u2066")]
    [InlineData("preferred_username", "lan\u00ad")]
    [InlineData("sub", "ｃｌｕｓｔｅｒｅｖｅｎｔｓ")]
    [InlineData("preferred_username", "clusterevents\u00a0")]
    [InlineData("preferred_username", "[erased]")]
    [InlineData("preferred_username", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("sub", "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public async Task A_name_that_is_reserved_or_looks_like_another_is_rejected(string claim, string name) =>
        await CheckAsync(
            claim == "sub" ? _authority.Token(name, Claims()) : _authority.Token("lan", Claims((claim, name))),
            accepted: false);

    [Fact]
    public async Task The_recorder_is_shown_by_name_and_told_apart_by_subject()
    {
        (string, string) Named(string subject) =>
            ("Authorization", $"Bearer {_authority.Token(subject, Claims(("preferred_username", "Nguyễn Thị Lan")))}");
        var key = ("Idempotency-Key", "the same");

        var first = await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), Named("0198-a"), key);
        var second = await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), Named("0198-b"), key);

        Assert.NotEqual(
            first.Expect(HttpStatusCode.Created).Stream, second.Expect(HttpStatusCode.Created).Stream);
        var activity = await _app.GetAsync($"/v1/activities/{first.Json["activityId"]}", Named("0198-a"));
        Assert.Equal("Nguyễn Thị Lan", (string)activity.Expect(HttpStatusCode.OK).Json["recordedBy"]!);
    }

    [Theory]
    [InlineData(""" "can-tho,da-nang" """)]
    [InlineData(""" "CAN-THO" """)]
    [InlineData(""" "can-tho " """)]
    [InlineData(""" "cần-thơ" """)]
    [InlineData(""" "" """)]
    [InlineData(""" ["**"] """)]
    [InlineData(""" [["*"]] """)]
    [InlineData(""" {"*":true} """)]
    public async Task An_odd_claim_of_a_city_gives_no_right(string cities)
    {
        var odd = ("Authorization", $"Bearer {_authority.Token("odd", Claims(("city", JsonElement.Parse(cities))))}");

        (await _app.PostAsync("/v1/meetings", Scenarios.Meeting(), odd))
            .Refused(HttpStatusCode.Forbidden, "not-your-city");
    }

    [Fact]
    public async Task Name_and_roles_are_found_where_the_settings_say()
    {
        await using var app = TestApp.EstablishedWith(new()
        {
            ["Authentication:Authority"] = _authority.Url,
            ["Authentication:Audience"] = "clusterevents",
            ["Authentication:RoleClaim"] = "realm_access.roles",
            ["Authentication:NameClaim"] = "https://example.org/name",
        });
        await app.InitializeAsync();
        Dictionary<string, object> claims = new()
        {
            ["realm_access"] = new Dictionary<string, object> { ["roles"] = new[] { Role.Recorder } },
            ["city"] = "*",
            ["https://example.org/name"] = "Lan",
        };
        var recorder = ("Authorization", $"Bearer {_authority.Token("0198", claims)}");

        var held = (await app.PostAsync("/v1/meetings", Scenarios.Meeting(), recorder)).Expect(HttpStatusCode.Created);

        var activity = await app.GetAsync($"/v1/activities/{held.Json["activityId"]}", recorder);
        Assert.Equal("Lan", (string)activity.Expect(HttpStatusCode.OK).Json["recordedBy"]!);
        // Roles elsewhere in the token do not count.
        (await app.GetAsync("/v1/cities", _authority.SignedIn("lan", [Role.Reader])))
            .Refused(HttpStatusCode.Forbidden, "not-allowed");
    }

    [Fact]
    public async Task A_new_key_is_accepted_and_a_withdrawn_one_refused_within_a_minute()
    {
        await using var authority = new Authority();
        await authority.InitializeAsync();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = TestApp.With(new()
        {
            ["Authentication:Authority"] = authority.Url,
            ["Authentication:Audience"] = "clusterevents",
        }, clock);
        await app.InitializeAsync();
        var before = authority.SignedIn("lan", [Role.Reader]);
        (await app.GetAsync("/v1/cities", before)).Expect(HttpStatusCode.OK);
        authority.Rotate();
        var after = authority.SignedIn("lan", [Role.Reader]);
        clock.Advance(TimeSpan.FromSeconds(6));

        // The first token of a new key makes the keys be read again, and what follows finds it.
        await app.GetAsync("/v1/cities", after);
        (await app.GetAsync("/v1/cities", after)).Expect(HttpStatusCode.OK);
        (await app.GetAsync("/v1/cities", before)).Refused(HttpStatusCode.Unauthorized, "not-signed-in");

        authority.Rotate();
        clock.Advance(TimeSpan.FromSeconds(59));
        (await app.GetAsync("/v1/cities", after)).Refused(HttpStatusCode.Unauthorized, "not-signed-in");
    }

    [Fact]
    public async Task Tokens_with_made_up_keys_do_not_make_the_service_attack_the_issuer()
    {
        await using var authority = new Authority();
        await authority.InitializeAsync();
        await using var stranger = new Authority();
        await stranger.InitializeAsync();
        stranger.Rotate();
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = TestApp.With(new()
        {
            ["Authentication:Authority"] = authority.Url,
            ["Authentication:Audience"] = "clusterevents",
        }, clock);
        await app.InitializeAsync();
        var forged = ("Authorization", $"Bearer {stranger.Token("lan", Claims(), issuer: authority.Url)}");

        for (var i = 0; i < 20; i++)
            (await app.GetAsync("/v1/cities", forged)).Refused(HttpStatusCode.Unauthorized, "not-signed-in");

        Assert.Equal(1, authority.KeysAsked);
    }

    [Fact]
    public async Task A_token_is_signed_by_the_key_that_it_names_and_by_no_other()
    {
        await CheckAsync(_authority.Token("lan", Claims(), keyId: "another"), accepted: false);
        await CheckAsync(_authority.Token("lan", Claims(), keyId: "K1"), accepted: false);
        await CheckAsync(_authority.Token("lan", Claims(), keyId: ""), accepted: false);
        // There is only one that can have signed it.
        await CheckAsync(_authority.Token("lan", Claims(), keyId: Authority.Unnamed), accepted: true);
    }

    [Fact]
    public async Task A_token_names_its_key_where_the_issuer_has_several()
    {
        await using var authority = new Authority();
        await authority.InitializeAsync();
        authority.RotateBeside();
        await using var app = TestApp.With(new()
        {
            ["Authentication:Authority"] = authority.Url,
            ["Authentication:Audience"] = "clusterevents",
        });
        await app.InitializeAsync();

        (await app.GetAsync("/v1/cities", authority.SignedIn("lan", [Role.Reader]))).Expect(HttpStatusCode.OK);
        foreach (var keyId in new[] { "", Authority.Unnamed, "k1" })
        {
            var token = authority.Token("lan", Claims(), keyId: keyId);
            (await app.GetAsync("/v1/cities", ("Authorization", $"Bearer {token}")))
                .Refused(HttpStatusCode.Unauthorized, "not-signed-in");
        }
    }

    private async Task CheckAsync(string token, bool accepted)
    {
        var answer = await _app.GetAsync("/v1/cities", ("Authorization", $"Bearer {token}"));

        if (accepted) answer.Expect(HttpStatusCode.OK);
        else answer.Refused(HttpStatusCode.Unauthorized, "not-signed-in");
    }
}
