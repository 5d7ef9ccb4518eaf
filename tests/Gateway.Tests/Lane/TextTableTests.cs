using System.Text;
using Gateway.Lane;
using Xunit;

namespace Gateway.Tests.Lane;

public class TextTableTests
{
    [Fact]
    public void EveryTextIsFoundByItsRowAndNoOther()
    {
        byte[][] texts =
        [
            .. Texts("", "a", "b", "aa", "BRK-0000", "BRK-00001", "BRK-00002"),
            .. Texts("BRK-1000000000001", "BRK-1000000000002"),
            .. Texts(new string('7', TextTable.TextBytesMax), new string('7', TextTable.TextBytesMax - 1)),
        ];
        using var table = new TextTable(texts.Length);
        foreach (byte[] text in texts) Assert.Equal(0u, table.Find(text));
        for (uint row = 1; row <= texts.Length; row++) Assert.Equal(row, table.Add(texts[row - 1], out _));
        for (uint row = 1; row <= texts.Length; row++) Assert.Equal(row, table.Find(texts[row - 1]));
        Assert.True(table.IsFull);
        Assert.Equal(0u, table.Find("BRK-00003"u8));
    }

    [Fact]
    public void AFullTableOfACounterStillFindsEachText()
    {
        const int Rows = 1 << 12;
        using var table = new TextTable(Rows);
        for (int i = 0; i < Rows; i++) _ = table.Add(Texts($"ORD{i}")[0], out _);
        for (int i = 0; i < Rows; i++) Assert.Equal((uint)i + 1, table.Find(Texts($"ORD{i}")[0]));
    }

    [Fact]
    public void OfTwoEqualTextsTheFirstIsFound()
    {
        using var table = new TextTable(2);
        Assert.Equal(1u, table.Add("A"u8, out uint first));
        Assert.Equal(0u, first);
        Assert.Equal(2u, table.Add("A"u8, out first));
        Assert.Equal(1u, first);
        Assert.Equal(1u, table.Find("A"u8));
    }

    private static byte[][] Texts(params string[] texts) => System.Array.ConvertAll(texts, Encoding.ASCII.GetBytes);
}
