using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Fix;

namespace Gateway.Tests.Fix;

/// <summary>FIX messages as a person writes them: | for SOH, 9 and 10 left out.</summary>
internal static partial class FixText
{
    internal const ulong NowNs = 1_772_530_200_000_000_000; // 2026-03-03 09:30:00
    internal const ulong NsPerSecond = 1_000_000_000;

    internal static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text.Replace('|', '\x01'));

    internal static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes).Replace('\x01', '|');

    internal static string Time(ulong timeNs) =>
        DateTime.UnixEpoch.AddTicks((long)(timeNs / 100)).ToString("yyyyMMdd-HH:mm:ss");

    /// <summary>Adds 9 and 10 where the text has none.</summary>
    internal static byte[] Complete(string text)
    {
        if (!text.StartsWith("8=")) return Bytes(text);
        int head = text.IndexOf('|') + 1;
        string rest = text[head..];
        Match trailer = Trailer().Match(rest);
        string body = trailer.Success ? rest[..trailer.Index] : rest;
        if (!body.StartsWith("9=")) body = $"9={Bytes(body).Length}|{body}";
        string whole = text[..head] + body;
        return Bytes(whole + (trailer.Success ? trailer.Value : $"10={Bytes(whole).Sum(b => b) & 255:000}|"));
    }

    /// <summary>A message of the counterparty TW to us, ISLD; <c>~</c> stands for its SendingTime now.</summary>
    internal static byte[] FromPeer(string msgTypeAndNumber, string fields = "", ulong nowNs = NowNs) =>
        Complete($"8=FIX.4.4|35={msgTypeAndNumber.Replace(" ", "|34=")}|49=TW|52={Time(nowNs)}|56=ISLD|{fields}"
            .Replace("~", Time(nowNs)));

    /// <summary>What was sent, one message a line, without what every message has: 8, 9, 49, 52, 56, 10.</summary>
    internal static string Short(ReadOnlySpan<byte> bytes) => string.Join("\n", Messages(bytes).Select(message =>
        string.Join("|", message.Split('|').Where(field => field.Length > 0 && !Usual().IsMatch(field)))));

    internal static List<string> Messages(ReadOnlySpan<byte> bytes)
    {
        var framer = new MessageFramer();
        var messages = new List<string>();
        while (framer.Next(ref bytes, out ReadOnlySpan<byte> message)) messages.Add(Text(message));
        return messages;
    }

    [GeneratedRegex(@"(?<=\|)10=[^|]*\|$")]
    private static partial Regex Trailer();

    [GeneratedRegex("^(8|9|49|52|56|10|122)=")]
    private static partial Regex Usual();
}
