namespace ClusterEvents.Domain.Model.Wording.Refusals;

/// <summary>
/// The sentence of one code in both languages: what is wrong, then what to do. <c>{day}</c> stands for a value, and
/// what stands in square brackets is left out where one of its values is not given, or is a list of nothing.
/// </summary>
/// <param name="Code">The code.</param>
/// <param name="Vietnamese">The sentence in Vietnamese.</param>
/// <param name="English">The same in English.</param>
/// <param name="Also">Values for programs, which the sentence does not tell.</param>
internal sealed record Sentence(string Code, string Vietnamese, string English, params string[] Also);
