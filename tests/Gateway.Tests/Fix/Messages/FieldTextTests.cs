using System;
using System.Globalization;
using CsCheck;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix.Messages;

/// <summary>Numbers and times against the runtime's own.</summary>
public sealed class FieldTextTests
{
    private const long Iterations = 20_000;

    private static readonly Gen<long> Number = Gen.OneOf(
        Gen.Long, Gen.Long[-1000, 1000], Gen.Long[-1_000_000, 1_000_000].Select(n => n * 1_000_000));

    [Fact]
    public void ADecimalIsTheShortestTextOfItsNumber() => Gen.Select(Number, Gen.Int[0, 8]).Sample((number, scale) =>
    {
        Span<byte> text = stackalloc byte[22];
        string written = FixText.Text(text[..FixNumber.FormatDecimal(number, scale, text)]);
        decimal value = new decimal(1, 0, 0, false, (byte)scale) * number;

        Assert.Equal(value.ToString("0.########", CultureInfo.InvariantCulture), written);
    }, iter: Iterations);

    [Fact]
    public void ADecimalReadsAsItIsWritten() => Gen.Select(
        Gen.Long[-999_999_999_999_999_999, 999_999_999_999_999_999],
        Gen.Int[0, 8],
        Gen.Int[0, 25],
        Gen.Int[0, 25]).Sample((number, scale, zerosBefore, zerosBehind) =>
    {
        decimal size = new decimal(1, 0, 0, false, (byte)scale) * Math.Abs(number);
        string text = size.ToString("0.00000000", CultureInfo.InvariantCulture);
        text = (number < 0 ? "-" : "") + new string('0', zerosBefore) + text + new string('0', zerosBehind);

        Assert.True(FixNumber.TryParseDecimal(FixText.Bytes(text), scale, out long read));
        Assert.Equal(number, read);
    }, iter: Iterations);

    [Fact]
    public void AnIntegerTakesItsDigitsAndNoByteMore() => Gen.OneOf(
        Gen.ULong, Gen.ULong[0, 200_000_000]).Sample(number =>
    {
        string expected = number.ToString(CultureInfo.InvariantCulture);
        byte[] text = new byte[expected.Length];

        Assert.Equal(expected.Length, FixNumber.Format(number, text));
        Assert.Equal(expected, FixText.Text(text));
    }, iter: Iterations);

    [Fact]
    public void ATimeIsTheDateThatTheRuntimeWrites() => Gen.ULong[0, 18_429_292_799_999].Sample(ms =>
    {
        DateTime time = DateTime.UnixEpoch.AddMilliseconds(ms);
        string expected = time.ToString("yyyyMMdd-HH:mm:ss.fff", CultureInfo.InvariantCulture);
        byte[] text = new byte[FixTime.MillisecondBytes];
        FixTime.Format(ms * 1_000_000, text);

        Assert.Equal(expected, FixText.Text(text));
        Assert.True(FixTime.TryParse(text, out ulong timeNs));
        Assert.Equal(ms * 1_000_000, timeNs);
    }, iter: Iterations);

    [Theory]
    [InlineData("25531231-23:59:59", true)]
    [InlineData("25540101-00:00:00", false)]
    [InlineData("20260801-12;00:00", false)]
    [InlineData("20260801-12:00;00", false)]
    [InlineData("2026080:-12:00:00", false)]
    [InlineData("20260801-1:200:00", false)]
    [InlineData("20260801-12:00:0/", false)]
    [InlineData("20240229-12:00:00", true)]
    [InlineData("21000229-12:00:00", false)]
    [InlineData("20260801-12:00:00.123456789", true)]
    [InlineData("20260801-12:00:00,123", false)]
    [InlineData("20260801-12:00:00.12x", false)]
    [InlineData("20260801-12:00:00.", false)]
    public void ATimeIsReadOrRefused(string text, bool good) =>
        Assert.Equal(good, FixTime.TryParse(FixText.Bytes(text), out _));

    [Fact]
    public void AMessageFitsWholeOrNotAtAll()
    {
        const int numberBytesMax = 32;
        byte[] whole = Write(FixOutput.MessageBytesMax);
        for (int capacity = 40; capacity <= whole.Length + numberBytesMax; capacity++)
        {
            byte[] written = Write(capacity);
            Assert.True(written.Length == 0 ? capacity < whole.Length + numberBytesMax : written.SequenceEqual(whole));
        }
    }

    private static byte[] Write(int capacity)
    {
        var output = new FixOutput(capacity);
        output.Begin("FIX.4.4"u8, "8"u8);
        output.Scaled("44="u8, -12_3456_7890, 8);
        output.Time("60="u8, 1_785_585_600_123_000_000);
        output.Number("34="u8, ulong.MaxValue);
        output.Scaled("38="u8, 1_5000, 4);
        for (int i = 0; i < 4; i++) output.Number("102="u8, (ulong)i);
        return output.End().ToArray();
    }
}
