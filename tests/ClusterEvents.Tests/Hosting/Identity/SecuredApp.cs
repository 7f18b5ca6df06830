using Xunit;

namespace ClusterEvents.Tests.Hosting.Identity;

/// <summary>The program behind an authority, with the usual situation recorded by an administrator.</summary>
public class SecuredApp : IAsyncLifetime
{
    protected virtual bool PublicReading => false;

    protected virtual Dictionary<string, string?> Settings => [];

    public Authority Authority { get; } = new();

    public TestApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Authority.InitializeAsync();
        App = TestApp.With(new(Settings)
        {
            ["environment"] = "Production",
            ["ConnectionStrings:ClusterEvents"] = await Template.Established.CopyAsync(),
            ["Authentication:Authority"] = Authority.Url,
            ["Authentication:Audience"] = "clusterevents",
            ["Authentication:PublicReading"] = PublicReading ? "true" : "false",
        });
        await App.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (App is not null) await App.DisposeAsync();
        await Authority.DisposeAsync();
    }
}

/// <summary>The same with timelines open to everyone.</summary>
public sealed class PublicApp : SecuredApp
{
    protected override bool PublicReading => true;
}
