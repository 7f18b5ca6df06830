
namespace ClusterEvents.Domain.Model.Streams;

/// <summary>A state with something to look at later, such as a due day.</summary>
public interface IReminds
{
    /// <summary>What a change gave to look at; null where it gave nothing that was not there before.</summary>
    Reminder? Remind(StreamKey stream, object? before);
}
