namespace ClusterEvents.Domain.Reading;

/// <summary>
/// Characters that show nothing and only control how others are shown. In a text on record they would hide that two
/// texts differ, or show another text than the one that is stored.
/// </summary>
internal static class InvisibleCharacters
{
    /// <summary>Its name with an article, for an error message; null for any other character.</summary>
    public static string? NameOf(char character) => character switch
    {
        '\u00AD' => "a soft hyphen",
        '\u034F' => "a combining grapheme joiner",
        '\u061C' => "an Arabic letter mark",
        '\u180E' => "a Mongolian vowel separator",
        '\u200B' => "a zero-width space",
        '\u200C' => "a zero-width non-joiner",
        '\u200D' => "a zero-width joiner",
        '\u200E' => "a left-to-right mark",
        '\u200F' => "a right-to-left mark",
        >= '\u202A' and <= '\u202E' => "a control character of writing direction",
        '\u2060' => "a word joiner",
        >= '\u2061' and <= '\u2064' => "an invisible operator",
        >= '\u2066' and <= '\u2069' => "an isolate of writing direction",
        >= '\u206A' and <= '\u206F' => "a deprecated format character",
        '\uFEFF' => "a zero-width no-break space",
        _ => null,
    };
}
