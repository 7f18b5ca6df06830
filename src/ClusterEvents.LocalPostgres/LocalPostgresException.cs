namespace ClusterEvents.LocalPostgres;

/// <summary>
/// The private PostgreSQL cannot be used. The message is written for the person who started the program: it says
/// what is wrong and what to do, and can be shown as it is, without a stack trace.
/// </summary>
/// <remarks>Not for a fault inside a running database; those stay Npgsql exceptions.</remarks>
public sealed class LocalPostgresException : Exception
{
    /// <summary>Creates the exception with a message for a person.</summary>
    public LocalPostgresException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message for a person and the technical cause.</summary>
    public LocalPostgresException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
