using ClusterEvents.Domain.Model;

namespace ClusterEvents.Domain.Tests;

/// <summary>
/// The lifecycle of one stream as the description of the domain has it, written without the program's folds: what it
/// is checked against.
/// </summary>
internal interface ILifecycle<TSelf> where TSelf : ILifecycle<TSelf>
{
    /// <summary>The code that a step is rejected with; null where it is accepted.</summary>
    string? Rejection(Activity step);

    /// <summary>Where it stands after a step that was accepted.</summary>
    TSelf After(Activity step);

    /// <summary>Demands that the state of the program says the same.</summary>
    void AgreesWith(object? state);
}
