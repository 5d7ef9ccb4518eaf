using System;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Text.RegularExpressions;
using CsCheck;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix;

public sealed partial class FixNumberTests
{
    private static readonly BigInteger Limit = BigInteger.Pow(10, 18);

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char["0123456789"].Array[0, 24].Select(c => new string(c)),
        Gen.Char["0012.-"].Array[0, 24].Select(c => new string(c)),
        Gen.Char["0123456789.-+e \u0001"].Array[0, 8].Select(c => new string(c)),
        Gen.Select(Gen.Long, Gen.Int[0, 3], (n, at) => n.ToString("D4", CultureInfo.InvariantCulture).Insert(at, ".")));

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("00000000000000000000000007", 7L)]
    [InlineData("999999999999999999", 999_999_999_999_999_999L)]
    [InlineData("1000000000000000000", null)]
    [InlineData("", null)]
    [InlineData("-1", null)]
    [InlineData("+1", null)]
    [InlineData("1 ", null)]
    [InlineData("12345678x", null)]
    public void AnUnsignedIntegerIsDigits(string text, long? expected)
    {
        bool read = FixNumber.TryParse(FixText.Bytes(text), out long value);
        Assert.Equal(expected is not null, read);
        if (read) Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("12.50", 4, 125_000L)]
    [InlineData("-12.50", 2, -1250L)]
    [InlineData(".5", 1, 5L)]
    [InlineData("5.", 0, 5L)]
    [InlineData("002000.00", 0, 2000L)]
    [InlineData("1.23000", 2, 123L)]
    [InlineData("1.231", 2, null)]
    [InlineData("-0", 8, 0L)]
    [InlineData("0.00000000000000000000", 8, 0L)]
    [InlineData("9999999999.99999999", 8, 999_999_999_999_999_999L)]
    [InlineData("10000000000", 8, null)]
    [InlineData(".", 8, null)]
    [InlineData("-", 8, null)]
    [InlineData("-.", 8, null)]
    [InlineData("--1", 8, null)]
    [InlineData("1-", 8, null)]
    [InlineData("+200.00", 8, null)]
    [InlineData("1e5", 8, null)]
    [InlineData("1..2", 8, null)]
    [InlineData("", 8, null)]
    public void ADecimalIsDigitsAndAPoint(string text, int scale, long? expected)
    {
        bool read = FixNumber.TryParseDecimal(FixText.Bytes(text), scale, out long value);
        Assert.Equal(expected is not null, read);
        if (read) Assert.Equal(expected, value);
    }

    [Fact]
    public void IntegersAgreeWithBigInteger() => Texts.Sample(text =>
    {
        bool digits = text.Length > 0 && text.All(char.IsAsciiDigit);
        BigInteger number = digits ? BigInteger.Parse(text, CultureInfo.InvariantCulture) : 0;
        bool expected = digits && number < Limit;
        return FixNumber.TryParse(FixText.Bytes(text), out long value) == expected && (!expected || value == number);
    }, iter: 20_000);

    [Fact]
    public void DecimalsAgreeWithBigInteger() => Gen.Select(Texts, Gen.Int[0, 8]).Sample((text, scale) =>
    {
        BigInteger? number = Scaled(text, scale);
        bool read = FixNumber.TryParseDecimal(FixText.Bytes(text), scale, out long value);
        return read == number is not null && (!read || value == number);
    }, iter: 50_000);

    [Fact]
    public void WhatIsWrittenIsReadBack() => Gen.Select(Gen.Long, Gen.Int[0, 8]).Sample((number, scale) =>
    {
        number %= (long)Limit;
        byte[] text = new byte[22];
        int length = FixNumber.FormatDecimal(number, scale, text);
        return FixNumber.TryParseDecimal(text.AsSpan(0, length), scale, out long value) && value == number
            && FixText.Text(text.AsSpan(0, length)) == Shortest(number, scale);
    });

    [Theory]
    [InlineData(long.MinValue, 8, "-92233720368.54775808")]
    [InlineData(long.MaxValue, 0, "9223372036854775807")]
    [InlineData(-5, 2, "-0.05")]
    [InlineData(0, 8, "0")]
    public void TheEdgesAreWritten(long value, int scale, string expected)
    {
        byte[] text = new byte[22];
        Assert.Equal(expected, FixText.Text(text.AsSpan(0, FixNumber.FormatDecimal(value, scale, text))));
    }

    [Fact]
    public void UnsignedIntegersAreWritten() => Gen.ULong.Sample(number =>
    {
        byte[] text = new byte[20];
        string written = FixText.Text(text.AsSpan(0, FixNumber.Format(number, text)));
        return written == number.ToString(CultureInfo.InvariantCulture);
    });

    private static BigInteger? Scaled(string text, int scale)
    {
        if (!Decimal().IsMatch(text)) return null;
        string[] parts = text.TrimStart('-').Split('.');
        string fraction = (parts.Length > 1 ? parts[1] : "").TrimEnd('0');
        if (fraction.Length > scale) return null;
        var number = BigInteger.Parse("0" + parts[0] + fraction.PadRight(scale, '0'), CultureInfo.InvariantCulture);
        return number >= Limit ? null : text[0] == '-' ? -number : number;
    }

    private static string Shortest(long number, int scale)
    {
        decimal value = number;
        for (int i = 0; i < scale; i++) value /= 10;
        string text = value.ToString("F8", CultureInfo.InvariantCulture).TrimEnd('0').TrimEnd('.');
        return text == "-0" ? "0" : text;
    }

    [GeneratedRegex(@"^-?([0-9]+\.?[0-9]*|\.[0-9]+)$")]
    private static partial Regex Decimal();
}
