using System.Globalization;
using System.Text;

namespace ClusterEvents.Domain.Reading;

/// <summary>
/// Characters that show nothing and only control how others are shown. In a text on record they would hide that two
/// texts differ, or show another text than the one that is stored.
/// </summary>
internal static class InvisibleCharacters
{
    /// <summary>Whether a character is one of them.</summary>
    public static bool Are(Rune character) => character.Value
        // A grapheme joiner, vowels and fillers: marks and letters by their category, and as invisible as the others.
        is 0x034F or 0x17B4 or 0x17B5 or 0x115F or 0x1160 or 0x3164 or 0xFFA0
        // Tags, some of which have no category yet.
        or >= 0xE0000 and <= 0xE007F
        || Rune.GetUnicodeCategory(character) == UnicodeCategory.Format;
}
