using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Streams;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>A thing on record that a form refers to: a meeting, a directive, a target.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Title">Its name.</param>
/// <param name="Detail">What tells it from others: the day and the place.</param>
/// <param name="Stream">What is on record of it.</param>
public sealed record ChosenThing(StreamKey Key, string Title, string Detail, StreamSnapshot Stream)
{
    /// <summary>The first entry that stands: what the thing began with.</summary>
    public Activity? First => Stream.Current.FirstOrDefault();
}
