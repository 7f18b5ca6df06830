namespace ClusterEvents.Domain.Model;

/// <summary>A key that is written as a JSON string of one fixed form.</summary>
public interface ITextKey<T> where T : struct, ITextKey<T>
{
    /// <summary>A description of the expected form, for error messages.</summary>
    static abstract string Expected { get; }

    static abstract bool TryParse(string text, out T key);
}
