using System.ComponentModel.DataAnnotations;

namespace ClusterEvents.Domain.Model;

/// <summary>Whether a source says so, or it is an inference.</summary>
public enum Assertion { Stated, Inferred }
