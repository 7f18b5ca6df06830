using System.Runtime.CompilerServices;
using Xunit;
using Xunit.Sdk;

namespace ClusterEvents.Tests;

/// <summary>Waits for asynchronous effects by polling.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The first result that satisfies a condition. Where none does in a minute, the test fails.</summary>
    /// <param name="look">Looks once.</param>
    /// <param name="satisfies">The condition.</param>
    /// <param name="every">The time between two looks; a tenth of a second where it is left out.</param>
    /// <param name="otherwise">What the failure says before the last result; else it says the condition.</param>
    /// <param name="condition">The condition's text, by the compiler.</param>
    public static async Task<T> FindAsync<T>(
        Func<Task<T>> look, Func<T, bool> satisfies, TimeSpan? every = null, string? otherwise = null,
        [CallerArgumentExpression(nameof(satisfies))] string condition = "")
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestApp.Cancel);
        patience.CancelAfter(Patience);
        using var ticks = new PeriodicTimer(every ?? TimeSpan.FromMilliseconds(100));
        var found = await look();
        while (!satisfies(found))
        {
            if (patience.IsCancellationRequested)
            {
                Assert.Fail($"{otherwise ?? $"Never within {Patience.TotalSeconds} s: {condition}."} "
                    + $"The last was {ArgumentFormatter.Format(found)}.");
            }

            await ticks.WaitForNextTickAsync(TestApp.Cancel);
            found = await look();
        }

        return found;
    }
}
