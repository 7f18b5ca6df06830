using Npgsql;
using Wolverine.RDBMS;
using Wolverine.Runtime;

namespace ClusterEvents.EventStore.Appending;

/// <summary>Wolverine's outbox on a transaction that Wolverine did not begin.</summary>
internal static class MessageOutbox
{
    /// <summary>
    /// What is sent or scheduled through the context becomes rows of Wolverine's tables on the connection of the
    /// transaction: it is committed with the events or not at all. After the commit, <c>FlushOutgoingMessagesAsync</c>
    /// sends what is due; after a crash in between, recovery sends it.
    /// </summary>
    public static async Task<MessageContext> EnlistAsync(IWolverineRuntime runtime, NpgsqlTransaction transaction)
    {
        var outbox = new MessageContext(runtime);
        await outbox.EnlistInOutboxAsync(
            new DatabaseEnvelopeTransaction((IMessageDatabase)runtime.Storage, transaction));
        return outbox;
    }
}
