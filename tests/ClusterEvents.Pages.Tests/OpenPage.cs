using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace ClusterEvents.Pages.Tests;

/// <summary>A page in a window of its own, and what the browser complained about.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    // The browser tells of them on a thread of its own, also while a test reads them.
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly ConcurrentQueue<string> _requests = [];

    private OpenPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public IResponse Response { get; private set; } = null!;

    /// <summary>Errors of the console, refused or failed requests, and requests to other hosts.</summary>
    public IReadOnlyList<string> Complaints => [.. _complaints];

    /// <summary>The addresses that the browser asked for.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    internal static async Task<OpenPage> AtAsync(IBrowserContext context, string path)
    {
        var open = new OpenPage(context, await context.NewPageAsync());
        open.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") open._complaints.Enqueue($"{message.Type}: {message.Text}");
        };
        open.Page.PageError += (_, error) => open._complaints.Enqueue($"error: {error}");
        open.Page.RequestFailed += (_, request) => open._complaints.Enqueue($"failed: {request.Url}");
        open.Page.Request += (_, request) =>
        {
            open._requests.Enqueue(request.Url);
            if (new Uri(request.Url) is { IsLoopback: false, Scheme: not "data" })
                open._complaints.Enqueue($"elsewhere: {request.Url}");
        };
        open.Response = (await open.Page.GotoAsync(path))!;
        return open;
    }

    /// <summary>The page does not scroll sideways in a window of this width.</summary>
    public async Task FitsAsync(int width)
    {
        await Page.SetViewportSizeAsync(width, 900);
        var wide = await Page.EvaluateAsync<string[]>(
            """
            () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
              : [...document.querySelectorAll('body *')]
                .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .map(one => one.tagName + '.' + one.getAttribute('class') + ': ' + one.textContent.slice(0, 60))
                .slice(0, 5)
            """);
        Assert.True(wide.Length == 0, $"{Page.Url} scrolls sideways at {width}: {string.Join("; ", wide)}");
    }

    /// <summary>axe finds nothing: WCAG 2.0 to 2.2, A and AA, and best practice.</summary>
    public async Task IsAccessibleAsync()
    {
        // What it found nothing against is long, and nobody reads it.
        var result = await Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        Assert.True(result.Violations.Length == 0, Page.Url + "\n" + string.Join('\n', result.Violations.Select(found =>
            $"{found.Id}: {found.Help}: {string.Join("; ", found.Nodes.Take(3).Select(node => node.Html))}")));
    }

    /// <summary>The ids of the entries that the page shows, in order.</summary>
    public async Task<string[]> EntriesAsync() => await Page.Locator("article.entry h3 a").EvaluateAllAsync<string[]>(
        "links => links.map(link => new URL(link.href).pathname.split('/').pop())");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
