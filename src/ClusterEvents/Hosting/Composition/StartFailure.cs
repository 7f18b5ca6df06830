using ClusterEvents.EventStore.Reading;
using ClusterEvents.LocalPostgres;

namespace ClusterEvents.Hosting.Composition;

/// <summary>What keeps the program from starting, for the person who started it.</summary>
internal static class StartFailure
{
    /// <summary>A sentence that says what is wrong and what to do; null if it is a fault of the program.</summary>
    public static string? SentenceOf(Exception exception) => exception switch
    {
        CannotStartException or LocalPostgresException => exception.Message,
        // A setting with an invalid number or boolean: the message names it.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => exception.Message,
        // The server: it says in its first sentence what an address or a certificate lacks.
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } =>
            exception.Message.Split('\n')[0].TrimEnd('\r'),
        IOException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } => exception.Message,
        InvalidDataException { Source: "Microsoft.Extensions.Configuration.FileExtensions" } =>
            $"{exception.Message} {Failures.Reason(exception)}",
        // Not an error of the program: an operator needs the reason, and not the stack.
        _ when Failures.StoreIsUnusable(exception) =>
            $"The database failed: {StoreAdvice.Of(exception)}",
        _ => null,
    };
}
