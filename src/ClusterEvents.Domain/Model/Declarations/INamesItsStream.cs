namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>An activity with a field that holds the key of the stream that it is appended to.</summary>
public interface INamesItsStream
{
    (string Field, StreamKey Key) Itself { get; }
}
