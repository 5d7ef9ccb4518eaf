using System.Collections.Generic;
using System.Text;
using CsCheck;
using Gateway.Fix;
using Xunit;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Fix.Messages;

[Collection(BytesAreCounted.Name)]
public sealed class NameTableTests
{
    private static readonly Gen<byte[]> Text = Gen.Byte[(byte)'A', (byte)'C'].Array[0, 20];

    [Fact]
    public void EveryNameHasItsRowAtEveryLength()
    {
        var names = new List<byte[]>();
        for (int length = 1; length <= 40; length++)
        {
            byte[] name = Encoding.ASCII.GetBytes(new string('A', length));
            names.Add(name);
            for (int at = 0; at < length; at++)
            {
                byte[] other = (byte[])name.Clone();
                other[at] = (byte)'B';
                names.Add(other);
            }
        }

        var table = new NameTable(names.ToArray());
        for (int row = 0; row < names.Count; row++) Assert.Equal((uint)row, table.Row(names[row]));
        Assert.Equal(Record.NoRow, table.Row(Encoding.ASCII.GetBytes(new string('A', 41))));
    }

    [Fact]
    public void ATableAnswersAsADictionaryDoes() => Gen.Select(
        Text.Array[0, 60], Text.Array[60]).Sample((names, asked) =>
    {
        var rows = new Dictionary<string, uint>();
        for (int row = 0; row < names.Length; row++)
        {
            if (names[row].Length != 0) rows.TryAdd(FixText.Text(names[row]), (uint)row);
        }

        var table = new NameTable(names);
        foreach (byte[] text in (byte[][])[.. names, .. asked])
        {
            Assert.Equal(rows.GetValueOrDefault(FixText.Text(text), Record.NoRow), table.Row(text));
        }
    }, iter: 1000);

    [Fact]
    public void AnEmptyTableKnowsNothing()
    {
        var table = new NameTable([]);

        Assert.Equal(Record.NoRow, table.Row(default));
        Assert.Equal(Record.NoRow, table.Row("A"u8));
    }

    [Fact]
    public void ALookupAllocatesNothing()
    {
        var table = new NameTable(["AAPL"u8.ToArray(), "A-NAME-THAT-IS-LONGER-THAN-ITS-KEY"u8.ToArray()]);
        uint sum = table.Row("AAPL"u8);
        Assert.Equal(0, BytesAreCounted.Of(LookUp));
        Assert.Equal(1000u, sum);

        void LookUp()
        {
            for (int i = 0; i < 1000; i++)
            {
                sum += table.Row("AAPL"u8) + table.Row("A-NAME-THAT-IS-LONGER-THAN-ITS-KEY"u8);
                sum += table.Row("MSFT"u8) + 1;
            }
        }
    }
}
