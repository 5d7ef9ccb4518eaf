using System;
using System.Globalization;
using CsCheck;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix;

public sealed class FixTimeTests
{
    private static readonly Gen<ulong> Times = Gen.ULong[0, 18_446_744_073_709_551_615];

    [Fact]
    public void ATimeIsWrittenAsDateTimeWritesIt() => Times.Sample(timeNs =>
    {
        byte[] text = new byte[FixTime.MillisecondBytes];
        FixTime.Format(timeNs, text);
        return FixText.Text(text) == Of(timeNs).ToString("yyyyMMdd-HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }, iter: 20_000);

    [Fact]
    public void WhatIsWrittenIsReadBack() => Times.Sample(timeNs =>
    {
        byte[] text = new byte[FixTime.MillisecondBytes];
        FixTime.Format(timeNs, text);
        return FixTime.TryParse(text, out ulong back) && back == timeNs - (timeNs % 1_000_000);
    });

    [Fact]
    public void WhatDateTimeRefusesIsRefused() => Gen.Char["0123456789:-."].Array[17].Sample(chars =>
    {
        string all = new(chars);
        string text = $"{all[..8]}-{all[8..10]}:{all[10..12]}:{all[12..14]}";
        bool known = DateTime.TryParseExact(
            text, "yyyyMMdd-HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time);
        bool expected = (known && time.Year is >= 1970 and <= 2553) || text.EndsWith(":60");
        return FixTime.TryParse(FixText.Bytes(text), out _) == expected || text.EndsWith(":60");
    });

    [Theory]
    [InlineData("20260303-09:30:00", 1_772_530_200_000_000_000UL)]
    [InlineData("20260303-09:30:00.001", 1_772_530_200_001_000_000UL)]
    [InlineData("20260303-09:30:00.000001", 1_772_530_200_000_001_000UL)]
    [InlineData("20260303-09:30:00.000000001", 1_772_530_200_000_000_001UL)]
    [InlineData("20260303-09:30:00.000000001999", 1_772_530_200_000_000_001UL)]
    [InlineData("20260303-09:29:60", 1_772_530_200_000_000_000UL)]
    [InlineData("19700101-00:00:00", 0UL)]
    [InlineData("20240229-00:00:00", 1_709_164_800_000_000_000UL)]
    [InlineData("20000229-00:00:00", 951_782_400_000_000_000UL)]
    [InlineData("21000229-00:00:00", null)]
    [InlineData("20230229-00:00:00", null)]
    [InlineData("20260431-00:00:00", null)]
    [InlineData("20261301-00:00:00", null)]
    [InlineData("20260001-00:00:00", null)]
    [InlineData("20260100-00:00:00", null)]
    [InlineData("20260303-24:00:00", null)]
    [InlineData("20260303-00:60:00", null)]
    [InlineData("20260303-00:00:61", null)]
    [InlineData("19691231-23:59:59", null)]
    [InlineData("99991231-23:59:59", null)]
    [InlineData("20260303-09:30:00.", null)]
    [InlineData("20260303-09:30:00.1", null)]
    [InlineData("20260303-09:30:00.00x", null)]
    [InlineData("20260303-09:30:00.00000000000x", null)]
    [InlineData("20260303-09:30:00.000000000000000", null)]
    [InlineData("20260303 09:30:00", null)]
    [InlineData("20260303-09:30", null)]
    [InlineData("", null)]
    public void ATimeIsRead(string text, ulong? expected)
    {
        bool read = FixTime.TryParse(FixText.Bytes(text), out ulong value);
        Assert.Equal(expected is not null, read);
        if (read) Assert.Equal(expected, value);
    }

    private static DateTime Of(ulong timeNs) => DateTime.UnixEpoch.AddTicks((long)(timeNs / 100));
}
