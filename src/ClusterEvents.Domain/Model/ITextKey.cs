using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClusterEvents.Domain.Model;

/// <summary>A key that travels as a JSON string of one fixed form.</summary>
public interface ITextKey<T> where T : struct, ITextKey<T>
{
    /// <summary>What a reader should give, for the refusal of anything else.</summary>
    static abstract string Expected { get; }

    static abstract bool TryParse(string text, out T key);
}
