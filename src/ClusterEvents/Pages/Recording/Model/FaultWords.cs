using ClusterEvents.Domain.Model;
using ClusterEvents.Domain.Model.Catalogue;
using ClusterEvents.Domain.Model.Wording;
using ClusterEvents.Domain.Model.Wording.Refusals;
using ClusterEvents.Domain.Reading;
using ClusterEvents.Pages.Frame;
using ClusterEvents.Pages.Recording.Forms;
using ClusterEvents.Recording.Problems;

namespace ClusterEvents.Pages.Recording.Model;

/// <summary>The sentences of refusals in the language of the reader, with names in place of keys.</summary>
internal sealed class FaultWords(RefusalNames names)
{
    /// <summary>The same in a form: where there are choices, nothing is entered, but chosen.</summary>
    /// <param name="form">The form.</param>
    /// <param name="language">The language.</param>
    /// <param name="faults">What is told.</param>
    /// <param name="prefix">What the names of its fields begin with, where it is a part of another form.</param>
    public static IReadOnlyList<(Rejection Rejection, string Text)> InForm(
        KindForm form, Language language, IReadOnlyList<(Rejection Rejection, string Text)> faults,
        string prefix = "") =>
    [
        .. faults.Select(fault => fault.Rejection is { Fault.Code: "required", Field: { } path }
            && path.StartsWith(prefix, StringComparison.Ordinal) && IsChosen(form, path[prefix.Length..])
            ? (fault.Rejection,
                language.In("Chưa chọn. Chọn một mục bên dưới.", "Nothing is chosen. Choose one below."))
            : fault),
    ];

    private static bool IsChosen(KindForm form, string path) => form.Type.Reader().Find(path) is { IsList: false } field
        && (field.ValueType.IsEnum || field.ValueType == typeof(CityId) || field.ValueType == typeof(Organisation));

    public async Task<IReadOnlyList<(Rejection Rejection, string Text)>> OfAsync(
        Language language, IReadOnlyList<Rejection> rejections, CancellationToken cancel)
    {
        var named = await names.OfAsync(rejections.Select(rejection => rejection.Fault), language, cancel);
        return
        [
            .. rejections.Select(rejection =>
                (rejection, RefusalText.Of(language, PageFaults.InForms(rejection.Fault), named))),
        ];
    }
}
