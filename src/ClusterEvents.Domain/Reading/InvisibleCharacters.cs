using System.Globalization;
using System.Text;

namespace ClusterEvents.Domain.Reading;

/// <summary>
/// Characters that show nothing and only control how others are shown. In a text on record they would hide that two
/// texts differ, or show another text than the one that is stored.
/// </summary>
internal static class InvisibleCharacters
{
    /// <summary>Its name with an article, for an error message; null for any other character.</summary>
    public static string? NameOf(Rune character) => character.Value switch
    {
        0x00AD => "a soft hyphen",
        // These three are marks and letters by their category, and as invisible as the others.
        0x034F => "a combining grapheme joiner",
        0x17B4 or 0x17B5 => "an invisible vowel",
        0x115F or 0x1160 or 0x3164 or 0xFFA0 => "a blank filler",
        0x061C => "an Arabic letter mark",
        0x180E => "a Mongolian vowel separator",
        0x200B => "a zero-width space",
        0x200C => "a zero-width non-joiner",
        0x200D => "a zero-width joiner",
        0x200E => "a left-to-right mark",
        0x200F => "a right-to-left mark",
        >= 0x202A and <= 0x202E => "a control character of writing direction",
        0x2060 => "a word joiner",
        >= 0x2061 and <= 0x2064 => "an invisible operator",
        >= 0x2066 and <= 0x2069 => "an isolate of writing direction",
        >= 0x206A and <= 0x206F => "a deprecated format character",
        0xFEFF => "a zero-width no-break space",
        >= 0xE0000 and <= 0xE007F => "an invisible tag",
        _ => Rune.GetUnicodeCategory(character) == UnicodeCategory.Format ? "an invisible format character" : null,
    };
}
