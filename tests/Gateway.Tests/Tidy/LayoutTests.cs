using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using Gateway.Wire;
using Xunit;

namespace Gateway.Tests.Tidy;

/// <summary>One layout, several languages: the schema is the truth, the views must repeat it.</summary>
/// <remarks>A further language is one more reader in <see cref="Layout"/> and one more test here.</remarks>
public sealed class LayoutTests
{
    private const int RecordBytes = 64;

    public static TheoryData<Type> Records =>
    [
        typeof(Order), typeof(Execution), typeof(Limit), typeof(Price),
        typeof(Name), typeof(Instrument), typeof(Quote), typeof(Movement),
    ];

    [Fact]
    public void EverySchemaIsARecordHere() => Assert.Equal(
        Records.Select(row => row.Data.Name.ToLowerInvariant()).Order(StringComparer.Ordinal),
        House.Files("sbe-schemas", "*.xml").Select(Path.GetFileNameWithoutExtension));

    [Theory, MemberData(nameof(Records))]
    public void ARecordIsACacheLineWithoutPadding(Type record)
    {
        int end = 0;
        foreach (Layout field in Layout.OfSchema(record))
        {
            Assert.Equal(end, field.Offset);
            Assert.Equal(0, field.Offset % field.Alignment);
            end += field.Bytes;
        }

        Assert.Equal(RecordBytes, end);
        Assert.Equal(RecordBytes, Marshal.SizeOf(record));
    }

    [Theory, MemberData(nameof(Records))]
    public void CSharpRepeatsTheSchema(Type record) =>
        Assert.Equal(Layout.OfSchema(record), Layout.OfCSharp(record));

    [Theory, MemberData(nameof(Records))]
    public void CRepeatsTheSchema(Type record) =>
        Assert.Equal(Layout.OfSchema(record), Layout.OfC(record, House.Read("native/include/gw.h")));

    [Theory]
    [InlineData("int32_t price;", "uint32_t price;")]
    [InlineData("int32_t price;", "int64_t price;")]
    [InlineData("int32_t price;", "int32_t cost;")]
    [InlineData("int32_t price;", "")]
    public void AMovedFieldIsFound(string member, string changed)
    {
        string header = House.Read("native/include/gw.h").Replace(member, changed);
        Assert.NotEqual(Layout.OfSchema(typeof(Order)), Layout.OfC(typeof(Order), header));
    }

    [Theory, MemberData(nameof(Records))]
    public void TheHeaderIsTheSchemas(Type record)
    {
        XElement schema = Layout.Schema(record);
        XElement message = Layout.Message(record);
        ulong bits = ulong.Parse(message.Attribute("blockLength")!.Value)
            | (ulong.Parse(message.Attribute("id")!.Value) << 16)
            | (ulong.Parse(schema.Attribute("id")!.Value) << 32)
            | (ulong.Parse(schema.Attribute("version")!.Value) << 48);

        Assert.Equal(record.Name, message.Attribute("name")!.Value);
        Assert.Equal(bits, record.GetField("HeaderBits")!.GetRawConstantValue());
        Assert.Equal((ushort)(bits >> 16), record.GetField("TemplateId")!.GetRawConstantValue());
    }
}
