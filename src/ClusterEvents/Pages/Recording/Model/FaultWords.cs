using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Recording.Problems;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>The sentences of refusals in the language of the reader, with names in place of keys.</summary>
internal sealed class FaultWords(RefusalNames names)
{
    public async Task<IReadOnlyList<(Rejection Rejection, string Text)>> OfAsync(
        Language language, IReadOnlyList<Rejection> rejections, CancellationToken cancel)
    {
        var named = await names.OfAsync(rejections.Select(rejection => rejection.Fault), language, cancel);
        return [.. rejections.Select(rejection => (rejection, RefusalText.Of(language, rejection.Fault, named)))];
    }
}
