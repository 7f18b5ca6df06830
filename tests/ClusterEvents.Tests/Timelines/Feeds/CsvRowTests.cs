using System.Text;
using ClusterEvents.Timelines.Feeds.Tables;
using Xunit;

namespace ClusterEvents.Tests.Timelines.Feeds;

public sealed class CsvRowTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+84 292 3820 123", "'+84 292 3820 123")]
    [InlineData("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1＋1", "'＝1＋1")]
    [InlineData("\t=1", "'\t'=1")]
    [InlineData("\rA", "'\rA")]
    [InlineData(" =1", " '=1")]
    [InlineData("\u00A0=1", "\u00A0'=1")]
    [InlineData("\u200B=1", "\u200B'=1")]
    [InlineData("\"=1", "\"'=1")]
    [InlineData("'=1", "''=1")]
    [InlineData(";=1+1", ";'=1+1")]
    [InlineData("a;=1+1", "a;'=1+1")]
    [InlineData("a; \" =1+1", "a; \" '=1+1")]
    [InlineData("a\t-1", "a\t'-1")]
    [InlineData("a\n@b", "a\n'@b")]
    [InlineData("a|=1", "a|'=1")]
    [InlineData("a, =1", "a, '=1")]
    [InlineData("a =1", "a '=1")]
    [InlineData("a \"=1", "a \"'=1")]
    public void A_sign_that_could_begin_a_formula_is_marked_as_text(string cell, string written) =>
        Assert.Equal(written, CsvRow.Harmless(cell));

    [Theory]
    [InlineData("Đền thờ \"Vua Hùng\", phường Long Hoà; ấp Bình Dương A")]
    [InlineData("Cụm thi đua số 1 - Bộ Công an")]
    [InlineData("Kế hoạch 12/KH-BCA, 2022-07-29")]
    [InlineData("a@example.com")]
    [InlineData("Tỷ lệ ≥ 90%, x=1")]
    [InlineData("")]
    public void Any_other_text_stays_as_it_was_recorded(string cell) => Assert.Equal(cell, CsvRow.Harmless(cell));

    [Fact]
    public void Cells_are_quoted_where_the_standard_requires_it_or_another_separator_occurs()
    {
        var csv = new StringBuilder();
        CsvRow.Append(csv, ["a", "b,c", "d \"e\"", "f;g", null]);
        Assert.Equal("a,\"b,c\",\"d \"\"e\"\"\",\"f;g\",\r\n", csv.ToString());
    }
}
