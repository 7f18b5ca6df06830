namespace ClusterEvents.Domain.Model;

/// <summary>A key that is written as a JSON string of one fixed form.</summary>
public interface ITextKey<T> where T : struct, ITextKey<T>
{
    /// <summary>The kind of stream that it is the key of; empty for any.</summary>
    static abstract string Kind { get; }

    /// <summary>A key, for error messages.</summary>
    static abstract string Example { get; }

    static abstract bool TryParse(string text, out T key);
}
