using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace ClusterEvents.Tests.Hosting;

/// <summary>What a host leaves behind that has ended.</summary>
public sealed class EndedHostTests
{
    /// <summary>A timer or a subscription to something static would keep all of it, and go on working.</summary>
    [Fact]
    public async Task A_host_that_has_ended_is_not_kept_in_memory()
    {
        var ended = await EndedAsync();

        await Eventually.FindAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return Task.FromResult(ended.IsAlive);
        }, alive => !alive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> EndedAsync()
    {
        await using var app = new EstablishedApp();
        await app.InitializeAsync();
        (await app.GetAsync("/v1/timelines/cities/can-tho")).Expect(System.Net.HttpStatusCode.OK);
        return new(app.Get<IHostApplicationLifetime>());
    }
}
