using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace ClusterEvents.Pages.Frame;

/// <summary>
/// The icons of the pages: SVG paths on a field of 24 × 24, drawn with a stroke in the colour of the text. A page
/// contains only those that it uses.
/// </summary>
internal static class Icons
{
    private static string Paths(string name) => All[name];

    /// <summary>The icon as it stands in a page.</summary>
    /// <exception cref="KeyNotFoundException">There is no such icon.</exception>
    public static MarkupString Svg(string name) => Drawn.GetOrAdd(name, static name => Html.Own(
        $"<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">{Paths(name)}</svg>"));

    private static readonly ConcurrentDictionary<string, MarkupString> Drawn = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, string> All = new(StringComparer.Ordinal)
    {
        ["award"] =
            "<circle cx='12' cy='9' r='5.5'/><path d='M8.6 13.6 7 21l5-2.7 5 2.7-1.6-7.400M12 6.800v4.400M9.8"
            + " 9h4.4'/>",
        ["back"] =
            "<path d='M4.5 12a7.5 7.5 0 1 0 2.3-5.400L4.5 9M4.5 4.500V9H9M12 8v4.500l3 1.8'/>",
        ["brand"] =
            "<circle cx='12' cy='12' r='8'/><g fill='currentColor' stroke='none'><circle cx='12' cy='4' r='2."
            + "7'/><circle cx='19.6' cy='9.5' r='2.7'/><circle cx='16.7' cy='18.5' r='2.7'/><circle cx='7.3' cy"
            + "='18.5' r='2.7'/><circle cx='4.4' cy='9.5' r='2.7'/></g>",
        ["calendar"] =
            "<rect x='4' y='5.5' width='16' height='15' rx='1.5'/><path d='M4 10h16M8.5 3.500v4M15.5 3.500v4'"
            + "/>",
        ["campaign"] =
            "<path d='M6 21V3.500M6 4.500c4-2 7 2 12 0v9c-5 2-8-2-12 0'/>",
        ["ceremony"] =
            "<path d='M12 3.5c2.6 2.9 3.6 5.8 3.6 8.400S14.2 16.9 12 19c-2.2-2.1-3.6-4.5-3.6-7.100S9.4 6.4 12"
            + " 3.500z'/><path d='M8.5 10.200C6.5 9.3 4.5 9 2.7 9.2 3 14.6 6.4 18.6 12 19c5.6-.4 9-4.4 9.3-9.8-"
            + "1.8-.2-3.8.1-5.8 1'/>",
        ["community"] =
            "<path d='M12 20S4 15 4 9.300A4.3 4.3 0 0 1 12 7a4.3 4.3 0 0 1 8 2.300C20 15 12 20 12 20z'/>",
        ["directive"] =
            "<path d='M6 3.500h8l4 4v13H6z'/><path d='M14 3.500v4h4M9 12h6M9 16h6'/>",
        ["dispute"] =
            "<path d='M4 5h16v11h-9l-4.5 4v-4H4zM12 7.800v3.200M12 13.200v.1'/>",
        ["eye"] =
            "<path d='M2.5 12C5 7.5 8.2 5.5 12 5.500s7 2 9.5 6.500c-2.5 4.5-5.7 6.5-9.5 6.500s-7-2-9.5-6.500z"
            + "'/><circle cx='12' cy='12' r='3'/>",
        ["fix"] =
            "<path d='M4 20l1-4.500L15.5 5 19 8.5 8.5 19z'/><path d='M13 7.500l3.5 3.5'/>",
        ["guest"] =
            "<circle cx='10' cy='8' r='3.5'/><path d='M3.5 20c.6-4 3-6 6.5-6s5.9 2 6.5 6M18.5 7v6M15.5 10h6'/"
            + ">",
        ["infer"] =
            "<path d='M4 9.500c2.7-2.6 5.3-2.6 8 0s5.3 2.6 8 0M4 15.500c2.7-2.6 5.3-2.6 8 0s5.3 2.6 8 0'/>",
        ["info"] =
            "<circle cx='12' cy='12' r='8.5'/><path d='M12 11v5.500M12 7.600v.1'/>",
        ["meeting"] =
            "<rect x='6.5' y='9' width='11' height='6' rx='3'/><circle cx='9' cy='5' r='1.5'/><circle cx='15'"
            + " cy='5' r='1.5'/><circle cx='9' cy='19' r='1.5'/><circle cx='15' cy='19' r='1.5'/><circle cx='3'"
            + " cy='12' r='1.5'/><circle cx='21' cy='12' r='1.5'/>",
        ["met"] =
            "<circle cx='12' cy='12' r='9' fill='currentColor'/><path d='M7.8 12.300l3 3 5.4-6' stroke='var(-"
            + "-sheet)' stroke-width='2.2'/>",
        ["miss"] =
            "<rect x='3.5' y='3.5' width='17' height='17' rx='2'/><path d='M8 8l8 8M16 8l-8 8'/>",
        ["new"] =
            "<path d='M12 19V5M6 11l6-6 6 6'/>",
        ["none"] =
            "<circle cx='12' cy='12' r='8.5' stroke-dasharray='3 3.3'/>",
        ["over"] =
            "<path d='M12 3.5 22 20.500H2zM12 10v4.500M12 17.400v.2'/>",
        ["pen"] =
            "<path d='M12 5v14M5 12h14'/>",
        ["print"] =
            "<path d='M7 9V4h10v5M7 17H4.500V9h15v8H17M7 14h10v6H7z'/>",
        ["review"] =
            "<rect x='5' y='4.5' width='14' height='16' rx='1.5'/><path d='M9 4.500V3h6v1.500M8.5 12.500l2.5 "
            + "2.5 4.5-5'/>",
        ["run"] =
            "<circle cx='12' cy='12' r='8.5'/><path d='M12 3.500a8.5 8.5 0 0 1 0 17z' fill='currentColor'/>",
        ["score"] =
            "<path d='M4 20.500h16M6.5 17v-5M12 17V5M17.5 17V9'/>",
        ["seal"] =
            "<path d='M12 3l7.5 3v5.500c0 4.5-3 7.6-7.5 9.5-4.5-1.9-7.5-5-7.5-9.500V6z'/><path d='M8.5 12l2.6"
            + " 2.6 4.6-5'/>",
        ["search"] =
            "<circle cx='10.5' cy='10.5' r='6'/><path d='M15 15l5.5 5.5'/>",
        ["sheet"] =
            "<path d='M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14'/>",
        ["signin"] =
            "<path d='M13 4h6v16h-6M4 12h10.500M10.500 7.500 15 12l-4.500 4.500'/>",
        ["soon"] =
            "<circle cx='12' cy='12' r='8.5'/><path d='M12 7v5l3.5 2'/>",
        ["speech"] =
            "<path d='M4 5h16v11h-9l-4.5 4v-4H4zM8 9h8M8 12h5'/>",
        ["target"] =
            "<circle cx='12' cy='12' r='8.5'/><circle cx='12' cy='12' r='4.5'/><circle cx='12' cy='12' r='.8'"
            + " fill='currentColor'/>",
        ["undo"] =
            "<path d='M4 9h10.500a5 5 0 0 1 0 10H8M8 5 4 9l4 4'/>",
    };
}
