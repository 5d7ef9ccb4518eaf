using System.Collections.Generic;
using System.Linq;
using CsCheck;
using Xunit;

namespace Gateway.Tests.Fix;

public sealed class HostileStreamTests
{
    private static readonly string[] Script =
    [
        "A 1|98=0|108=30|141=Y|789=1", "D 2|11=a|38=100|44=1.5", "1 3|112=x", "D 6|11=c|97=Y", "2 4|7=1|16=0",
        "4 5|123=Y|36=6", "0 4|43=Y|122=~", "4 0|36=9", "3 9|45=1", "D 10|115=A|116=B|11=", "5 11|58=bye",
    ];

    private static readonly Gen<(int Message, int At, char Value)> Changes =
        Gen.Select(Gen.Int[0, Script.Length - 1], Gen.Int[0, 200], Gen.Char["\u0001=|09AZ-. \u00ff"]);

    private static readonly byte[] Stream = [.. Script.SelectMany(FixSessionTests.From)];

    [Fact]
    public void AMutationOfAnyByteIsAnsweredOrDropped()
    {
        var seen = new HashSet<string>();
        for (int at = 0; at < Stream.Length; at++)
        {
            foreach (char value in "\0\u0001=9A\u00ff")
            {
                Play([.. Stream[..at], (byte)value, .. Stream[(at + 1)..]], seen);
            }
        }

        Assert.True(seen.Count > 10, $"{seen.Count} different answers");
    }

    [Fact]
    public void AMutationWithARightSumIsAnsweredOrDropped() =>
        Changes.Array[1, 4].Sample(changes =>
        {
            string[] bodies = [.. Script.Select(text => FixText.Text(FixSessionTests.From(text))).Select(Body)];
            foreach ((int message, int at, char value) in changes)
            {
                int place = at % bodies[message].Length;
                bodies[message] = bodies[message][..place] + value + bodies[message][(place + 1)..];
            }

            Play([.. bodies.SelectMany(body => FixText.Complete("8=FIX.4.4|" + body))], []);
        }, iter: 5_000);

    [Fact]
    public void AnyFieldsAreAnsweredOrDropped()
    {
        Gen<string> field = Gen.Select(
            OneOf(
                "7", "16", "34", "36", "43", "45", "49", "52", "56", "98", "108", "112", "115", "122", "123", "141",
                "789", "10", "95", "-1"),
            OneOf(
                "", "0", "1", "2", "Y", "N", "999999999999999999", "9999999999999999999", "-1", "TW", "ISLD",
                "20260303-09:30:00", "x"),
            (tag, value) => $"{tag}={value}|");
        Gen<byte[]> messages = Gen.Select(
            OneOf("0", "1", "2", "3", "4", "5", "A", "D", "j", ""), Gen.Int[0, 4], field.Array[0, 6],
            (type, number, fields) => FixText.FromPeer($"{type} {number}", string.Concat(fields)));
        messages.Array[1, 20].Sample(stream =>
        {
            Play([.. FixSessionTests.From("A 1|98=0|108=30"), .. stream.SelectMany(bytes => bytes)], []);
        }, iter: 3_000);
    }

    [Fact]
    public void EveryPrefixIsAnsweredOrDropped()
    {
        for (int length = 0; length <= Stream.Length; length++) Play(Stream[..length], []);
    }

    private static string Body(string message) => message[message.IndexOf("35=")..^7];

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static void Play(byte[] stream, HashSet<string> seen)
    {
        var peer = new SessionPeer(SessionPeer.Acceptor());
        peer.Connect(FixText.NowNs);
        _ = peer.Receive(stream, FixText.NowNs);
        lock (seen) _ = seen.Add(FixText.Short(peer.Session.Out.Written));
        peer.Tick(FixText.NowNs + FixText.NsPerSecond);
    }
}
