using Marten;
using Npgsql;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>
/// Lets a projection write in the transaction of its page by other means than statements queued with Marten.
/// </summary>
internal static class PageTransaction
{
    /// <summary>
    /// Writes on the connection of the page, after the statements that were queued and before the commit. Marten calls
    /// it again if the commit failed and is retried.
    /// </summary>
    public static void BeforeCommit(
        this IDocumentOperations operations, Func<NpgsqlConnection, CancellationToken, Task> write) =>
        ((ITransactionParticipantRegistrar)operations).AddTransactionParticipant(new Participant(write));

    private sealed class Participant(Func<NpgsqlConnection, CancellationToken, Task> write) : ITransactionParticipant
    {
        public Task BeforeCommitAsync(
            NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation) =>
            write(connection, cancellation);
    }
}
