namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>
/// The rules of one event type: the rejections of an activity, given its stream's state and the context.
/// </summary>
public delegate IEnumerable<Rejection> Rules<in TActivity, in TState>(
    TActivity activity, TState? state, DecisionContext context);
