using System;
using System.Text;
using Gateway.Host.Configuration;
using Xunit;

namespace Gateway.Tests.Configuration;

/// <summary>A market of one line for each thing, good as it stands; tests break it at one place.</summary>
internal static class SmallMarket
{
    internal const string Json = """
        { "version": 1, "node": { "name": "GW1" }, "net": { "backend": "memory" }, "risk": { "backend": "software" },
          "venues": [ { "id": "XSIM", "protocol": "fix44", "connect": "10.0.1.9:7001", "comp": ["GW1","XSIM"] } ],
          "instruments": [
            { "symbol": "AAPL", "venue": "XSIM", "currency": "USD", "tick": "0.01", "lot": 1,
              "collar": "5%", "maxAge": "2s", "reference": "185.25" },
            { "symbol": "MSFT", "like": "AAPL", "lot": "0.5", "tick": "0.02", "multiplier": "10",
              "reference": "185.26" } ],
          "firms": [
            { "id": "BRKA",
              "accounts": [
                { "name": "A1", "instruments": ["AAPL"], "cash": {"USD": "100.50"}, "securities": {"MSFT": 3} } ],
              "sessions": [
                { "name": "BRKA-1", "protocol": "fix44", "listen": "10.0.0.2:9001", "comp": ["GW1","BRKA"],
                  "heartbeat": "10s..60s", "throttle": {"rate": 2000, "burst": 500} } ] },
            { "id": "BRKB",
              "accounts": [ { "name": "B1", "like": "A1" }, { "name": "B2", "like": "A1", "instruments": "*" } ],
              "sessions": [
                { "name": "BRKB-1", "like": "BRKA-1", "listen": "10.0.0.2:9002", "comp": ["GW1","BRKB"] } ],
              "traders": [ { "name": "T1" } ] } ],
          "limits": {
            "default": { "maxOrderQty": 1000, "maxOrderValue": "250000 USD",
                         "openExposure": "2000000 USD", "position": 20000 },
            "set": [ { "account": "B2", "instrument": "AAPL", "maxOrderQty": 5000 },
                     { "firm": "BRKB", "openExposure": "7 USD" } ] } }
        """;

    /// <summary>The market with one text in place of another that is in it exactly once.</summary>
    internal static string With(string text, string instead)
    {
        int at = Json.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0 && Json.IndexOf(text, at + 1, StringComparison.Ordinal) < 0, $"once: {text}");
        return Json[..at] + instead + Json[(at + text.Length)..];
    }

    /// <summary>Every error on a line of its own, the file being "m".</summary>
    internal static string Errors(ReadOnlySpan<byte> json)
    {
        MarketConfig? market = MarketConfig.Parse(json, "m", out var errors);
        Assert.Equal(errors.Count == 0, market != null);
        return string.Join('\n', errors);
    }

    internal static string Errors(string json) => Errors(Encoding.UTF8.GetBytes(json));

    internal static MarketConfig Parse(string json)
    {
        MarketConfig? market = MarketConfig.Parse(Encoding.UTF8.GetBytes(json), "m", out var errors);
        Assert.Empty(errors);
        return market!;
    }
}
