using System;
using System.Collections.Generic;
using Gateway.Fix;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>From the texts of messages to rows; a broker knows its own firm's accounts and traders alone.</summary>
internal sealed class Texts
{
    private readonly NameTable _symbols;
    private readonly FirmTexts[] _accounts;
    private readonly FirmTexts[] _traders;
    private readonly LaneSession[] _sessions;

    internal Texts(LaneMarket market)
    {
        _symbols = new NameTable(Array.ConvertAll(market.Instruments, i => i.Symbol));
        _sessions = market.Sessions;
        uint firms = 0;
        foreach (LaneSession session in market.Sessions) firms = Math.Max(firms, session.FirmRow + 1);
        _accounts = new FirmTexts[firms];
        _traders = new FirmTexts[firms];
        for (uint firm = 0; firm < firms; firm++)
        {
            LaneAccount[] accounts = market.Accounts;
            LaneTrader[] traders = market.Traders;
            _accounts[firm] = Of(accounts.Length, i => accounts[i].Name, i => accounts[i].FirmRow == firm);
            _traders[firm] = Of(traders.Length, i => traders[i].Name, i => i > 0 && traders[i].FirmRow == firm);
        }
    }

    /// <summary>Row of a symbol.</summary>
    /// <returns>All ones when it is unknown.</returns>
    internal uint Instrument(ReadOnlySpan<byte> symbol) => _symbols.Row(symbol);

    /// <summary>Row of an account of the session's firm.</summary>
    /// <returns>All ones when the firm has none of that name.</returns>
    internal uint Account(uint session, ReadOnlySpan<byte> name) => _accounts[_sessions[session].FirmRow].Row(name);

    /// <summary>Row of a trader of the session's firm.</summary>
    /// <returns>0 without a text, or where the firm names no traders; all ones (of 32 bits) when it is
    /// unknown.</returns>
    internal uint Trader(uint session, ReadOnlySpan<byte> name)
    {
        FirmTexts traders = _traders[_sessions[session].FirmRow];
        return name.IsEmpty || traders.IsEmpty ? 0 : traders.Row(name);
    }

    private static FirmTexts Of(int count, Func<int, byte[]> name, Func<int, bool> belongs)
    {
        var names = new List<byte[]>();
        var rows = new List<uint>();
        for (int i = 0; i < count; i++)
        {
            if (!belongs(i)) continue;
            names.Add(name(i));
            rows.Add((uint)i);
        }

        return new FirmTexts(new NameTable([.. names]), [.. rows]);
    }

    private sealed record FirmTexts(NameTable Names, uint[] Rows)
    {
        internal bool IsEmpty => Rows.Length == 0;

        internal uint Row(ReadOnlySpan<byte> name)
        {
            uint at = Names.Row(name);
            return at == Record.NoRow ? Record.NoRow : Rows[at];
        }
    }
}
