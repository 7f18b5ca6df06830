using System.Text.Json;
using System.Text.Json.Nodes;

namespace ClusterEvents.Domain.Model.Streams;

/// <summary>A correction that takes the personal fields of its target out of the store for ever.</summary>
public interface IErasure : ICorrection;
