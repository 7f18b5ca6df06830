using Marten;
using Npgsql;

namespace ClusterEvents.EventStore.Daemon;

/// <summary>Lets a projection write in the transaction of its page what no statement queued with Marten can.</summary>
internal static class PageTransaction
{
    /// <summary>
    /// Writes on the connection of the page, after the statements that were queued and before the commit. Marten calls
    /// it once more where a commit has failed and is tried again.
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
