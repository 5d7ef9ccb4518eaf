using System;
using System.Linq;
using CsCheck;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix;

public sealed class FixOutputTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(85)]
    [InlineData(90)]
    [InlineData(91)]
    [InlineData(92)]
    [InlineData(985)]
    [InlineData(990)]
    [InlineData(991)]
    [InlineData(992)]
    [InlineData(8000)]
    public void ALengthOfAnyDigitsIsRight(int bytes)
    {
        var output = new FixOutput();
        string text = new('x', bytes);
        output.Begin("FIX.4.4"u8, "B"u8);
        output.Text("58="u8, FixText.Bytes(text));
        ReadOnlySpan<byte> message = output.End();
        Assert.Equal(FixText.Text(FixText.Complete($"8=FIX.4.4|35=B|58={text}|")), FixText.Text(message));
        Assert.True(FixMessage.TryIndex(message, new FixField[8], out _));
    }

    [Fact]
    public void EveryKindOfFieldIsWritten()
    {
        var output = new FixOutput();
        output.Begin("FIX.4.4"u8, "8"u8);
        output.Code("39="u8, (byte)'2');
        output.Number("34="u8, ulong.MaxValue);
        output.Scaled("44="u8, -18_725_000_000, 8);
        output.Scaled("371="u8, -1, 0);
        output.Time("60="u8, FixText.NowNs + 7_999_999);
        output.Time("52="u8, FixText.NowNs + 8_000_000);
        output.Raw(FixText.Bytes("1=a|2=b|"));
        Assert.Equal(
            FixText.Text(FixText.Complete(
                "8=FIX.4.4|35=8|39=2|34=18446744073709551615|44=-187.25|371=-1|60=20260303-09:30:00.007|"
                + "52=20260303-09:30:00.008|1=a|2=b|")),
            FixText.Text(output.End()));
    }

    [Fact]
    public void WhatDoesNotFitLeavesNoTrace() => Gen.Int[0, 400].Sample(room =>
    {
        var output = new FixOutput(FixOutput.MessageBytesMax);
        int whole = Write(output);
        output.Clear();
        byte[] filler = new byte[output.Free - room];
        Assert.True(output.Append(filler));
        int written = Write(output);
        bool right = written == (room < whole ? 0 : whole) || (written == 0 && room < whole + 22);
        return right && output.Length == filler.Length + written;
    });

    private static int Write(FixOutput output)
    {
        output.Begin("FIX.4.4"u8, "8"u8);
        output.Text("58="u8, new byte[100]);
        output.Number("34="u8, 12345678);
        output.Code("39="u8, (byte)'2');
        output.Time("60="u8, FixText.NowNs);
        output.Raw("1=abc\u0001"u8);
        return output.End().Length;
    }

    [Fact]
    public void AMessageLongerThanAnyIsDropped()
    {
        var output = new FixOutput(4 * FixOutput.MessageBytesMax);
        output.Begin("FIX.4.4"u8, "B"u8);
        output.Text("58="u8, new byte[FixOutput.MessageBytesMax]);
        Assert.True(output.End().IsEmpty);
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public void TheSumIsThatOfAllBytes() =>
        Gen.Byte.Array[0, 300].Sample(bytes => CheckSum.Of(bytes) == (byte)bytes.Sum(b => b));
}
