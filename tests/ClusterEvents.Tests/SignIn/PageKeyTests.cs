using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Xunit;

namespace ClusterEvents.Tests.SignIn;

/// <summary>
/// The keys of cookies and form tokens: shared by nodes, and worthless to who has the database alone.
/// </summary>
public sealed class PageKeyTests
{
    [Fact]
    public async Task Another_node_accepts_what_one_has_issued()
    {
        await using var one = new EmptyApp();
        await one.InitializeAsync();
        await using var other = Node(one, "");
        await other.InitializeAsync();

        Assert.Equal("Lan", Of(other).Unprotect(Of(one).Protect("Lan")));
        Assert.Equal(1L, await KeysAsync(one));
    }

    [Fact]
    public async Task With_another_secret_a_key_is_of_no_use()
    {
        await using var one = new EmptyApp();
        await one.InitializeAsync();
        await using var other = Node(one, "another secret");
        await other.InitializeAsync();

        Assert.Throws<CryptographicException>(() => Of(other).Unprotect(Of(one).Protect("Lan")));
        Assert.Equal(2L, await KeysAsync(one));
    }

    [Fact]
    public async Task A_key_that_was_altered_or_put_there_by_others_is_not_used()
    {
        await using var one = new EmptyApp();
        await one.InitializeAsync();
        var issued = Of(one).Protect("Lan");
        // As a key of another name, its seal does not fit.
        await one.TamperAsync("update clusterevents.page_key set id = 'key-' || gen_random_uuid()");
        await using var other = Node(one, "");
        await other.InitializeAsync();

        Assert.Throws<CryptographicException>(() => Of(other).Unprotect(issued));
    }

    private static TestApp Node(TestApp one, string secret) => TestApp.With(new()
    {
        ["ConnectionStrings:ClusterEvents"] = one.ConnectionString,
        ["Authentication:ClientId"] = secret.Length == 0 ? "" : "pages",
        ["Authentication:ClientSecret"] = secret,
    });

    private static IDataProtector Of(TestApp app) => app.Get<IDataProtectionProvider>().CreateProtector("test");

    private static async Task<long> KeysAsync(TestApp app)
    {
        await using var query = app.Database.CreateCommand("select count(*) from clusterevents.page_key");
        return (long)(await query.ExecuteScalarAsync(TestApp.Cancel))!;
    }
}
