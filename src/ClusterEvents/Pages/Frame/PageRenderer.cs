using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ClusterEvents.Pages.Frame;

/// <summary>Renders components to HTML, as a page or as a part of one.</summary>
internal static class PageRenderer
{
    /// <summary>A component with what every component of a page is given.</summary>
    /// <param name="services">The services of the request.</param>
    /// <param name="page">What was asked for.</param>
    /// <param name="parameters">The parameters of the component by name; those that are null are left out.</param>
    /// <param name="leaves">The number of leaves of the newest checkpoint; null if it is not shown.</param>
    /// <param name="knownUntil">When the last event was recorded that the page may show; null for now.</param>
    public static async Task<StringBuilder> RenderAsync<TComponent>(
        IServiceProvider services, PageContext page, IReadOnlyDictionary<string, object?> parameters,
        long? leaves = null, DateTimeOffset? knownUntil = null) where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<PageRoot>(ParameterView.FromDictionary(
                new Dictionary<string, object?>
                {
                    [nameof(PageRoot.Asked)] = page,
                    [nameof(PageRoot.Leaves)] = leaves,
                    [nameof(PageRoot.KnownUntil)] = knownUntil,
                    [nameof(PageRoot.Content)] = Content<TComponent>(parameters),
                }));
            await using var text = new StringWriter();
            root.WriteHtmlTo(text);
            return text.GetStringBuilder();
        });
    }

    private static RenderFragment Content<TComponent>(IReadOnlyDictionary<string, object?> parameters)
        where TComponent : IComponent => builder =>
    {
        builder.OpenComponent<TComponent>(0);
        builder.AddMultipleAttributes(1, parameters.Where(one => one.Value is not null)!);
        builder.CloseComponent();
    };
}
