using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording.Refusals;

namespace ClusterEvents.Domain.Reading.Written;

/// <summary>Why a text that somebody wrote could not be understood.</summary>
/// <param name="Path">The path of the field, as it was written.</param>
/// <param name="Code">The code of its sentence, such as <c>not-a-date</c>.</param>
/// <param name="Arguments">What the sentence names: values, never words.</param>
public sealed record WrittenFault(string Path, string Code, params IReadOnlyList<(string Name, object Value)> Arguments)
{
    /// <summary>The same as the reason not to record something.</summary>
    public Rejection ToRejection() => Rejection.Malformed(
        Path, new Fault(Code, [.. Arguments.Select(argument => (argument.Name, (object?)argument.Value))]));
}
