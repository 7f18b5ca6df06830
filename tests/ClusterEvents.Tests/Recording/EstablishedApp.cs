using Xunit;

namespace ClusterEvents.Tests.Recording;

/// <summary>The program with two member cities, a guest city and an open campaign edition on record.</summary>
public class EstablishedApp : TestApp, IAsyncLifetime
{
    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await this.EstablishedAsync();
    }
}

/// <summary>A second installation in the same situation, to compare with.</summary>
public sealed class OtherEstablishedApp : EstablishedApp;
