using ClusterEvents.EventStore.Daemon;
using ClusterEvents.EventStore.Reading;

namespace ClusterEvents.Recording.Appending;

/// <summary>
/// Asks the database why it does not confirm recordings: somebody has locked what they write, or a synchronous standby
/// is away.
/// </summary>
public sealed class UnconfirmedRecording(TimelineHolders holders)
{
    private const string Unknown = "Look at the machine of the database and its load, and at the network to it.";

    /// <summary>How long the database may take for the reason.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Task<string>? _asked;

    /// <summary>A sentence for the operator; those who ask at the same time are told the same.</summary>
    public async Task<string> WhyAsync()
    {
        Task<string> asked;
        lock (_lock) asked = _asked = _asked is { IsCompleted: false } ? _asked : AskAsync();
        return await asked;
    }

    private async Task<string> AskAsync()
    {
        using var late = new CancellationTokenSource(Patience);
        try
        {
            if (await holders.AwaitStandbyAsync(late.Token))
                return "It waits for a synchronous standby: bring that back, or reset synchronous_standby_names.";
            return await holders.BlockingAsync(late.Token) is [var blocking, ..] ? blocking.AdviseOnLock() : Unknown;
        }
        catch (Exception exception)
            when (exception is OperationCanceledException || Failures.StoreIsUnusable(exception))
        {
            return Unknown;
        }
    }
}
