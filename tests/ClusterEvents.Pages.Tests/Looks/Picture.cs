using System.Text.Json;
using Microsoft.Playwright;

namespace ClusterEvents.Pages.Tests.Looks;

/// <summary>A picture of a page in few colours, and where its parts are.</summary>
internal sealed record Picture(byte[] Png, Layout Layout)
{
    /// <summary>The greatest height that is kept: what is below looks like what is above.</summary>
    private const int Highest = 2_200;

    /// <summary>
    /// Reads the pixels of a picture for a palette: its most frequent colours, and for each other the nearest of them,
    /// which are few pixels at the edges of letters.
    /// </summary>
    private const string Reduce =
        """
        async png => {
          const picture = new Image();
          picture.src = `data:image/png;base64,${png}`;
          await picture.decode();
          const canvas = new OffscreenCanvas(picture.width, picture.height);
          const context = canvas.getContext('2d', { willReadFrequently: true });
          context.drawImage(picture, 0, 0);
          const pixels = context.getImageData(0, 0, picture.width, picture.height).data;
          const counts = new Map();
          const colourOf = at => (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
          for (let at = 0; at < pixels.length; at += 4) counts.set(colourOf(at), (counts.get(colourOf(at)) ?? 0) + 1);
          const colours = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, 256);
          const channels = colour => [colour >> 16, (colour >> 8) & 255, colour & 255];
          const distance = (a, b) => channels(a).reduce((sum, one, at) => sum + (one - channels(b)[at]) ** 2, 0);
          const nearest = new Map(colours.map((colour, index) => [colour, index]));
          for (const colour of counts.keys()) {
            if (nearest.has(colour)) continue;
            let best = 0;
            for (let index = 1; index < colours.length; index++)
              if (distance(colour, colours[index]) < distance(colour, colours[best])) best = index;
            nearest.set(colour, best);
          }
          const indexes = new Uint8Array(picture.width * picture.height);
          for (let at = 0; at < indexes.length; at++) indexes[at] = nearest.get(colourOf(4 * at));
          let text = '';
          for (let at = 0; at < indexes.length; at += 32768)
            text += String.fromCharCode(...indexes.subarray(at, at + 32768));
          const { width, height } = picture;
          return { width, height, colours, indexes: btoa(text) };
        }
        """;

    private const string Compare =
        """
        async ([approved, actual]) => {
          const read = async png => {
            const picture = new Image();
            picture.src = `data:image/png;base64,${png}`;
            await picture.decode();
            const canvas = new OffscreenCanvas(picture.width, picture.height);
            const context = canvas.getContext('2d', { willReadFrequently: true });
            context.drawImage(picture, 0, 0);
            return context.getImageData(0, 0, picture.width, picture.height);
          };
          const [a, b] = [await read(approved), await read(actual)];
          const [width, height] = [Math.max(a.width, b.width), Math.max(a.height, b.height)];
          const canvas = new OffscreenCanvas(width, height);
          const context = canvas.getContext('2d');
          const shown = context.createImageData(width, height);
          let differing = 0;
          for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
            const at = 4 * (y * width + x);
            const of = image => x < image.width && y < image.height ? 4 * (y * image.width + x) : -1;
            const [i, j] = [of(a), of(b)];
            // Less may be the palette's.
            const differs = i < 0 || j < 0 || [0, 1, 2].some(c => Math.abs(a.data[i + c] - b.data[j + c]) > 32);
            if (differs) differing++;
            const grey = j < 0 ? 255 : 255 - (255 - b.data[j + 1]) / 4;
            shown.data.set(differs ? [200, 0, 0, 255] : [grey, grey, grey, 255], at);
          }
          context.putImageData(shown, 0, 0);
          const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
          let text = '';
          for (let at = 0; at < bytes.length; at += 32768)
            text += String.fromCharCode(...bytes.subarray(at, at + 32768));
          return { part: differing / (width * height), png: btoa(text) };
        }
        """;

    /// <param name="page">The page.</param>
    /// <param name="framed">Whether the frame around its content is part of the picture.</param>
    public static async Task<Picture> OfAsync(IPage page, bool framed)
    {
        var edges = await page.EvaluateAsync<double[]>(
            """
            framed => {
              const box = (framed ? document.documentElement : document.querySelector('main')).getBoundingClientRect();
              return [Math.round(box.top + scrollY), Math.round(box.bottom + scrollY)];
            }
            """, framed);
        var taken = await page.ScreenshotAsync(new()
        {
            FullPage = true,
            Animations = ScreenshotAnimations.Disabled,
            Caret = ScreenshotCaret.Hide,
            Clip = new()
            {
                X = 0,
                Y = (float)edges[0],
                Width = page.ViewportSize!.Width,
                Height = (float)Math.Min(edges[1] - edges[0], Highest),
            },
        });
        return new(await ReducedAsync(page, taken), await Layout.OfAsync(page));
    }

    /// <summary>A picture with a palette of few colours.</summary>
    public static async Task<byte[]> ReducedAsync(IPage page, byte[] png)
    {
        // The policy of the page forbids pictures of its own script, so that another page draws them.
        var helper = await page.Context.NewPageAsync();
        try
        {
            var reduced = await helper.EvaluateAsync<JsonElement>(Reduce, Convert.ToBase64String(png));
            return PalettePng.Write(
                reduced.GetProperty("width").GetInt32(), reduced.GetProperty("height").GetInt32(),
                [.. reduced.GetProperty("colours").EnumerateArray().Select(colour => colour.GetInt32())],
                Convert.FromBase64String(reduced.GetProperty("indexes").GetString()!));
        }
        finally
        {
            await helper.CloseAsync();
        }
    }

    /// <summary>The part of the pixels that differ, and a picture that marks them.</summary>
    public static async Task<(double Part, byte[] Png)?> DifferenceAsync(IPage page, byte[] approved, byte[] actual)
    {
        if (approved.AsSpan().SequenceEqual(actual)) return (0, []);
        var helper = await page.Context.NewPageAsync();
        try
        {
            var found = await helper.EvaluateAsync<JsonElement>(
                Compare, new[] { Convert.ToBase64String(approved), Convert.ToBase64String(actual) });
            return (found.GetProperty("part").GetDouble(),
                Convert.FromBase64String(found.GetProperty("png").GetString()!));
        }
        finally
        {
            await helper.CloseAsync();
        }
    }
}
