using ClusterEvents.Domain.Corrections;
using Xunit;

namespace ClusterEvents.Domain.Tests.Corrections;

public sealed class NamesInTextsTests
{
    private readonly NamesInTexts _names = new(["Nguyễn Văn A"]);

    [Theory]
    [InlineData("do ông NGUYEN VAN A phát biểu")]
    [InlineData("https://example.org/?ten=Nguy%E1%BB%85n%20V%C4%83n%20A")]
    // Bytes that are read as UTF-16, and an escape sequence by itself, give what normalisation refuses.
    [InlineData("\uFFFE Nguyễn Văn A \uFFFE")]
    [InlineData("\uD83D Nguyễn Văn A \uDE00\uD83D")]
    public void A_name_is_found_in_whatever_form_it_stands(string text) => Assert.True(_names.OccurIn(text));

    [Theory]
    [InlineData("Nguyễn Văn An")]
    [InlineData("\uFFFE\uD83D")]
    public void Other_texts_do_not_hold_it(string text) => Assert.False(_names.OccurIn(text));
}
