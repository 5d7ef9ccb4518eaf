using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Gateway.Host.Configuration;
using Gateway.Lane;
using Gateway.Wire;

namespace Gateway.Host.Market;

/// <summary>The rows that open the log: with them it alone suffices to judge and to clear. Spec: records.md section
/// 1.</summary>
/// <remarks>
/// Names, instruments, opening balances, then version 1 of the risk tables, then reference prices. Sequence and time
/// are the lane's to write. Currencies, venue, user and traders count from 1: 0 is none.
/// </remarks>
public sealed class Opening
{
    /// <summary>Row of the venue and of the author of the opening.</summary>
    public const uint FirstRow = 1;

    private const uint FirstVersion = 1;

    private readonly List<Record> _rows = [];
    private readonly List<string> _currencies = [];
    private readonly MarketConfig _market;

    private Opening(MarketConfig market) => _market = market;

    /// <summary>Makes the rows.</summary>
    /// <param name="market">The market.</param>
    /// <returns>In the order in which the log has them.</returns>
    public static Record[] Of(MarketConfig market)
    {
        var opening = new Opening(market);
        opening.Names();
        opening.Instruments();
        opening.Movements();
        opening.Registrations();
        opening.Limits();
        opening.Prices();
        opening.Restrictions();
        return [.. opening._rows];
    }

    /// <summary>The reference prices alone: they grow old while nobody trades.</summary>
    /// <param name="market">The market.</param>
    /// <returns>A row for each instrument that opens with one.</returns>
    public static Record[] Prices(MarketConfig market)
    {
        var opening = new Opening(market);
        opening.Prices();
        return [.. opening._rows];
    }

    /// <summary>A row of the risk tables.</summary>
    /// <param name="scope">Whom it holds for.</param>
    /// <param name="check">Which check; Accept registers.</param>
    /// <param name="action">What it does.</param>
    /// <param name="version">Version it belongs to.</param>
    /// <returns>A row without value and without rows of its scope.</returns>
    public static Record Row(LimitScope scope, Verdict check, LimitAction action, uint version)
    {
        Record row = default;
        row.Header = Limit.HeaderBits;
        row.Limit.Author = FirstRow;
        row.Limit.Scope = scope;
        row.Limit.Check = check;
        row.Limit.Action = action;
        row.Limit.Version = version;
        return row;
    }

    private void Names()
    {
        _currencies.AddRange(_market.Instruments.Select(i => i.Currency)
            .Concat(_market.Accounts.SelectMany(a => a.OpeningCash).Select(c => c.Currency)).Distinct());
        Names(NameKind.Currency, FirstRow, _currencies);
        Name(NameKind.Venue, FirstRow, _market.Venue.Id);
        Name(NameKind.User, FirstRow, "configuration");
        Names(NameKind.Firm, 0, _market.Firms.Select(firm => firm.Id));
        Names(NameKind.Account, 0, _market.Accounts.Select(account => account.Name));
        Names(NameKind.Symbol, 0, _market.Instruments.Select(instrument => instrument.Symbol));
        Names(NameKind.CompId, 0, _market.Sessions.Select(session => session.TargetCompId));
        Names(NameKind.Trader, FirstRow, _market.Traders.Select(trader => trader.Name));
    }

    private void Names(NameKind kind, uint row, IEnumerable<string> texts)
    {
        foreach (string text in texts) Name(kind, row++, text);
    }

    private void Name(NameKind kind, uint row, string text)
    {
        Record name = default;
        name.Header = Wire.Name.HeaderBits;
        name.Name.Row = row;
        name.Name.Kind = kind;
        name.Name.Length = (byte)text.Length;
        name.Name.Text.Set(Encoding.ASCII.GetBytes(text));
        _rows.Add(name);
    }

    private uint CurrencyRow(string currency) => FirstRow + (uint)_currencies.IndexOf(currency);

    private void Instruments()
    {
        for (int i = 0; i < _market.Instruments.Length; i++)
        {
            InstrumentConfig of = _market.Instruments[i];
            Record row = default;
            row.Header = Instrument.HeaderBits;
            row.Instrument.TickE8 = (ulong)of.Units.TickE8;
            row.Instrument.MultiplierE4 = (ulong)of.MultiplierE4;
            row.Instrument.Row = row.Instrument.Symbol = (uint)i;
            row.Instrument.LotE4 = of.Units.LotE4;
            row.Instrument.Venue = FirstRow;
            row.Instrument.Reference = of.ReferenceTicks ?? 0;
            row.Instrument.Collar = of.CollarBp;
            row.Instrument.Currency = (byte)CurrencyRow(of.Currency);
            row.Instrument.Flags = of.PriceMayBeNegative ? (byte)1 : (byte)0;
            _rows.Add(row);
        }
    }

    private void Movements()
    {
        for (int i = 0; i < _market.Accounts.Length; i++)
        {
            foreach (OpeningCash cash in _market.Accounts[i].OpeningCash)
                Movement(i, Record.NoRow, CurrencyRow(cash.Currency), cash.AmountE8);
            foreach (OpeningSecurities securities in _market.Accounts[i].OpeningSecurities)
                Movement(i, (uint)securities.InstrumentRow, 0, securities.Lots);
        }
    }

    private void Movement(int account, uint instrument, uint currency, Int128 amount)
    {
        if (amount == 0) return;
        Record row = default;
        row.Header = Wire.Movement.HeaderBits;
        row.Movement.Amount = amount;
        row.Movement.Instrument = instrument;
        row.Movement.Account = (uint)account;
        row.Movement.Currency = currency;
        row.Movement.Author = FirstRow;
        _rows.Add(row);
    }

    private void Registrations()
    {
        for (uint i = 0; i < _market.Firms.Length; i++) Register(LimitScope.Firm, 0, 0, account: i);
        for (uint i = 0; i < _market.Instruments.Length; i++)
        {
            InstrumentConfig of = _market.Instruments[(int)i];
            ulong mayBeNegative = of.PriceMayBeNegative ? 1UL : 0;
            Register(LimitScope.Instrument, (ulong)of.Units.TickValueE8, mayBeNegative, instrument: i);
        }

        for (uint i = 0; i < _market.Accounts.Length; i++)
            Register(LimitScope.Account, (ulong)_market.Accounts[(int)i].FirmRow, 0, account: i);
        for (uint i = 0; i < _market.Sessions.Length; i++) Register(LimitScope.Session, 0, 0, session: i);
        for (uint i = 0; i < _market.Traders.Length; i++) Register(LimitScope.Trader, 0, 0, account: FirstRow + i);
        for (uint account = 0; account < _market.Accounts.Length; account++)
        {
            for (uint instrument = 0; instrument < _market.Instruments.Length; instrument++)
                Register(LimitScope.AccountInstrument, Position(account, instrument), 0, account, instrument);
        }
    }

    private ulong Position(uint account, uint instrument)
    {
        long lots = 0;
        foreach (OpeningSecurities securities in _market.Accounts[(int)account].OpeningSecurities)
        {
            if (securities.InstrumentRow == instrument) lots += securities.Lots;
        }

        return (ulong)lots;
    }

    private void Register(
        LimitScope scope, ulong value, ulong value2, uint account = 0, uint instrument = 0, uint session = 0)
    {
        Record row = Row(scope, Verdict.Accept, LimitAction.Set, FirstVersion);
        row.Limit.Value = value;
        row.Limit.Value2 = value2;
        row.Limit.Account = account;
        row.Limit.Instrument = instrument;
        row.Limit.Session = session;
        _rows.Add(row);
    }

    private void Limits()
    {
        foreach (LimitConfig limit in _market.Limits)
        {
            Record row = Row(limit.Scope, limit.Check, LimitAction.Set, FirstVersion);
            bool money = limit.Check is Verdict.OrderValue or Verdict.OpenExposure;
            row.Limit.Value = (ulong)limit.Value;
            row.Limit.Value2 = money ? (ulong)(limit.Value >> 64) : (ulong)limit.Value2;
            row.Limit.Account = limit.Firm ?? limit.Account ?? 0;
            row.Limit.Instrument = limit.Instrument ?? 0;
            row.Limit.Session = limit.Session ?? 0;
            _rows.Add(row);
        }
    }

    private void Prices()
    {
        LaneMarket market = MarketRows.Of(_market);
        for (uint i = 0; i < _market.Instruments.Length; i++)
        {
            if (_market.Instruments[(int)i].ReferenceTicks is { } reference)
                _rows.Add(References.Row(market, i, reference));
        }
    }

    /// <summary>An account that may not trade an instrument is killed in it; last, since a kill is followed by an
    /// order.</summary>
    private void Restrictions()
    {
        for (int account = 0; account < _market.Accounts.Length; account++)
        {
            for (int instrument = 0; instrument < _market.Instruments.Length; instrument++)
            {
                if (_market.Accounts[account].InstrumentAllowed[instrument]) continue;
                Record row = Row(LimitScope.AccountInstrument, Verdict.Killed, LimitAction.Disable, FirstVersion);
                row.Limit.Account = (uint)account;
                row.Limit.Instrument = (uint)instrument;
                _rows.Add(row);
            }
        }
    }
}
