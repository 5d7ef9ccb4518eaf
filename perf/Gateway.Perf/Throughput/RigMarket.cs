using System.IO;
using System.Linq;
using System.Text;
using Gateway.Host.Configuration;

namespace Gateway.Perf.Throughput;

/// <summary>The market that is measured: many like instruments, two firms of two accounts, every limit.</summary>
internal static class RigMarket
{
    internal const int Instruments = 192;

    internal const long ReferenceTicks = 10_000;

    internal const long TickE8 = 1_000_000;

    /// <summary>Symbols by row.</summary>
    internal static byte[][] Symbols =>
        [.. Enumerable.Range(0, Instruments).Select(i => Encoding.ASCII.GetBytes(Symbol(i)))];

    internal static MarketConfig Make()
    {
        string instruments = string.Join(",\n", Enumerable.Range(0, Instruments).Select(Instrument));
        string json = $$"""
            {
              "version": 1,
              "node": { "name": "GW1" },
              "net": { "backend": "memory" },
              "risk": { "backend": "software" },
              "venues": [
                { "id": "XSIM", "protocol": "fix44", "connect": "10.0.1.9:7001", "comp": ["GW1", "XSIM"] }
              ],
              "instruments": [
            {{instruments}}
              ],
              "firms": [
            {{Firm("BRKA", 'A')}},
            {{Firm("BRKB", 'B')}}
              ],
              "limits": {
                "default": {
                  "maxOrderQty": 1000000, "maxOrderValue": "100000000 USD", "openExposure": "20000000000 USD",
                  "position": 1000000000
                }
              }
            }
            """;
        MarketConfig? market = MarketConfig.Parse(Encoding.UTF8.GetBytes(json), "rig", out var errors);
        return market ?? throw new InvalidDataException(string.Join('\n', errors));
    }

    private static string Symbol(int row) => $"I{row:000}";

    private static string Instrument(int row) => row == 0
        ? """    { "symbol": "I000", "venue": "XSIM", "currency": "USD", "tick": "0.01", "lot": 1, """
            + """ "collar": "20%", "maxAge": "3600s", "reference": "100" }"""
        : $$"""    { "symbol": "{{Symbol(row)}}", "like": "{{Symbol(0)}}" }""";

    private static string Firm(string id, char letter) => $$"""
            { "id": "{{id}}",
              "accounts": [
                { "name": "{{letter}}1", "instruments": "*", "cash": { "USD": "1000000000000.00" } },
                { "name": "{{letter}}2", "like": "{{letter}}1" }
              ],
              "sessions": [
                { "name": "{{id}}-1", "protocol": "fix44", "listen": "10.0.0.2:{{9000 + letter}}",
                  "comp": ["GW1", "{{id}}"], "heartbeat": "10s..60s",
                  "throttle": { "rate": 1000000000, "burst": 1000000000 } }
              ] }
        """;
}
