using System;
using System.Runtime.Intrinsics;

namespace Gateway.Fix;

/// <summary>
/// UTCTimestamp: <c>YYYYMMDD-HH:MM:SS[.sss[sss[sss]]]</c>. Spec: FIX 4.4 vol. 1, data type UTCTimestamp.
/// </summary>
public static class FixTime
{
    /// <summary>Length with milliseconds, as we send it.</summary>
    public const int MillisecondBytes = 21;

    /// <summary>Length without a fraction.</summary>
    internal const int SecondBytes = 17;

    private const ulong NsPerMs = 1_000_000;
    private const ulong NsPerSecond = 1_000_000_000;
    private const int FractionDigitsMax = 12;
    private const int NanosecondDigits = 9;
    private const int MillisecondFractionBytes = 4;
    private const int YearMax = 2553; // 2⁶⁴ ns end in 2554
    private const int SecondsPerDay = 86_400;

    /// <summary>Writes a time with milliseconds.</summary>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    /// <param name="text">Receives <see cref="MillisecondBytes"/> bytes.</param>
    public static void Format(ulong timeNs, Span<byte> text)
    {
        (ulong seconds, ulong ns) = Math.DivRem(timeNs, NsPerSecond);
        (ulong days, ulong second) = Math.DivRem(seconds, (ulong)SecondsPerDay);
        (int year, int month, int day) = Date((int)days);
        Digits(year, text[..4]);
        Digits(month, text[4..6]);
        Digits(day, text[6..8]);
        text[8] = (byte)'-';
        Digits((int)second / 3600, text[9..11]);
        text[11] = (byte)':';
        Digits((int)second / 60 % 60, text[12..14]);
        text[14] = (byte)':';
        Digits((int)second % 60, text[15..17]);
        text[17] = (byte)'.';
        Digits((int)(ns / NsPerMs), text[18..21]);
    }

    /// <summary>Reads a time with 0, 3, 6, 9 or 12 digits of fraction; second 60 is the next second.</summary>
    /// <param name="text">The value of a UTCTimestamp field.</param>
    /// <param name="timeNs">ns since the UNIX epoch.</param>
    /// <returns>False when it is no such time, before 1970 or after 2553.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out ulong timeNs)
    {
        timeNs = 0;
        if (text.Length < SecondBytes || !IsShaped(text)) return false;
        if (!TryParseFraction(text[SecondBytes..], out uint ns)) return false;

        int year = (Two(text, 0) * 100) + Two(text, 2);
        int month = Two(text, 4), day = Two(text, 6);
        if (year is < 1970 or > YearMax || month is < 1 or > 12) return false;
        if (day < 1 || day > DaysInMonth(year, month)) return false;

        int hour = Two(text, 9), minute = Two(text, 12), second = Two(text, 15);
        if (hour > 23 || minute > 59 || second > 60) return false;

        long seconds = ((long)Days(year, month, day) * SecondsPerDay) + (hour * 3600) + (minute * 60) + second;
        timeNs = ((ulong)seconds * NsPerSecond) + ns;
        return true;
    }

    /// <summary>Reads what stands behind the second: nothing, or a point and 3, 6, 9 or 12 digits.</summary>
    /// <param name="text">The rest of a UTCTimestamp.</param>
    /// <param name="ns">0 to 999,999,999; picoseconds are cut off.</param>
    /// <returns>False when it is neither.</returns>
    internal static bool TryParseFraction(ReadOnlySpan<byte> text, out uint ns)
    {
        ns = 0;
        if (text.IsEmpty) return true;
        if (text.Length != MillisecondFractionBytes) return Fraction(text, out ns);

        uint hundreds = (uint)(text[1] - '0'), tens = (uint)(text[2] - '0'), ones = (uint)(text[3] - '0');
        ns = ((hundreds * 100) + (tens * 10) + ones) * (uint)NsPerMs;
        return text[0] == '.' && hundreds <= 9 && tens <= 9 && ones <= 9;
    }

    /// <summary>Digits and separators where they belong.</summary>
    private static bool IsShaped(ReadOnlySpan<byte> text)
    {
        Vector128<byte> offsets = Vector128.Create(text) - Vector128.Create("00000000-00:00:0"u8);
        Vector128<byte> limits = Vector128.Create((byte)9, 9, 9, 9, 9, 9, 9, 9, 0, 9, 9, 0, 9, 9, 0, 9);
        return Vector128.LessThanOrEqualAll(offsets, limits) && (uint)(text[16] - '0') <= 9;
    }

    private static int Two(ReadOnlySpan<byte> text, int at) => (text[at] * 10) + text[at + 1] - ('0' * 11);

    private static bool Fraction(ReadOnlySpan<byte> text, out uint ns)
    {
        ns = 0;
        int digits = text.Length - 1;
        if (text[0] != '.' || digits == 0 || digits % 3 != 0 || digits > FractionDigitsMax) return false;
        for (int i = 1; i <= Math.Max(digits, NanosecondDigits); i++)
        {
            uint digit = i < text.Length ? (uint)(text[i] - '0') : 0;
            if (digit > 9) return false;
            if (i <= NanosecondDigits) ns = (ns * 10) + digit;
        }

        return true;
    }

    private static void Digits(int value, Span<byte> text)
    {
        for (int i = text.Length - 1; i >= 0; i--)
        {
            (value, int digit) = Math.DivRem(value, 10);
            text[i] = (byte)('0' + digit);
        }
    }

    private static int DaysInMonth(int year, int month) =>
        month == 2 ? (IsLeap(year) ? 29 : 28) : month is 4 or 6 or 9 or 11 ? 30 : 31;

    private static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    /// <summary>Days since 1970-01-01; years begin in March so that the leap day is their last.</summary>
    private static int Days(int year, int month, int day)
    {
        if (month <= 2) year--;
        int monthFromMarch = (month + 9) % 12;
        int dayOfYear = (((153 * monthFromMarch) + 2) / 5) + day - 1;
        return (year * 365) + (year / 4) - (year / 100) + (year / 400) + dayOfYear - 719_468;
    }

    private static (int Year, int Month, int Day) Date(int days)
    {
        days += 719_468;
        (int era, int dayOfEra) = Math.DivRem(days, 146_097);
        int yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        int dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        int monthFromMarch = ((5 * dayOfYear) + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int day = dayOfYear - (((153 * monthFromMarch) + 2) / 5) + 1;
        return ((era * 400) + yearOfEra + (month <= 2 ? 1 : 0), month, day);
    }
}
