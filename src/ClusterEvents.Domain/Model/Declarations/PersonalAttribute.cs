using System.ComponentModel.DataAnnotations;

namespace ClusterEvents.Domain.Model.Declarations;

/// <summary>
/// A field about a person that a later erasure must be able to remove without breaking proofs: it is recorded with
/// a salt of its own, and enters the transparency log only as a commitment to both.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
