using System.Text.Json;

namespace ClusterEvents.Domain.Model.Catalogue;

/// <summary>The rules of one activity: what refuses it, given its stream's state and what else is known.</summary>
public delegate IEnumerable<Rejection> Rules<in TActivity, in TState>(TActivity activity, TState? state, DecisionContext context);
