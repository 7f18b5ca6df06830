
namespace ClusterEvents.Domain.Model.Streams;

/// <summary>A state that has something to check later, such as a due day.</summary>
public interface IReminds
{
    /// <summary>The reminder that the latest change calls for; null if nothing new has to be checked.</summary>
    Reminder? Remind(StreamKey stream, object? before);

    /// <summary>
    /// The reminder that the retraction of the whole stream calls for; null if nothing of it has to be taken back.
    /// </summary>
    Reminder? RemindOfRetraction(StreamKey stream);
}
