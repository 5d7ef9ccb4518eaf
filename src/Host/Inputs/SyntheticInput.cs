using System;
using Gateway.Host.Configuration;
using Gateway.Wire;

namespace Gateway.Host.Inputs;

/// <summary>A seeded order flow over all instruments and accounts that meets every check at least once.</summary>
/// <remarks>
/// Most messages are ordinary: crossing and resting orders, cancels, replaces. In between come orders that must be
/// refused, one kind for each check, and every few thousand messages a pile of orders that uses up an account's
/// exposure or position, and a burst that uses up a session's rate. The instrument without a reference is quoted, but
/// not crossed, until half of the messages are sent. Nothing is allocated after construction.
/// </remarks>
public sealed class SyntheticInput : IInput
{
    private const int RecentPerSession = 256;
    private const int PileEvery = 4_000;
    private const int PileOrders = 40;
    private const int BurstSlack = 800;
    private const int CrossPercent = 35;
    private const int CancelPercent = 25;
    private const int ReplacePercent = 15;
    private const int BadEvery = 60;
    private const byte Buy = 1;
    private const byte Sell = 2;
    private const byte Market = 1;
    private const byte Limit = 2;

    private readonly Random _random;
    private readonly MarketConfig _market;
    private readonly SyntheticPrices _prices;
    private readonly Recent[] _recent;
    private readonly int[] _sessionOfFirm;
    private readonly (int Account, int Instrument)[] _piles;
    private readonly int _burstSession;
    private readonly int _burstOrders;
    private int _sent;
    private int _orders;
    private int _pileLeft;
    private int _pile;
    private int _burstLeft;
    private int _bad;

    /// <summary>Prepares the flow.</summary>
    /// <param name="market">Rows.</param>
    /// <param name="seed">Same seed, same flow.</param>
    /// <param name="messages">How many come; 1 or more.</param>
    public SyntheticInput(MarketConfig market, int seed, int messages)
    {
        (_market, MessagesMax) = (market, messages);
        _random = new Random(seed);
        _prices = new SyntheticPrices(market, _random);
        _recent = new Recent[market.Sessions.Length];
        for (int i = 0; i < _recent.Length; i++) _recent[i] = new Recent(RecentPerSession);
        _sessionOfFirm = new int[market.Firms.Length];
        for (int i = market.Sessions.Length - 1; i >= 0; i--) _sessionOfFirm[market.Sessions[i].FirmRow] = i;
        _piles = SyntheticPiles.Of(market);
        for (int i = 0; i < market.Sessions.Length; i++)
        {
            if (market.Sessions[i].Burst < market.Sessions[_burstSession].Burst) _burstSession = i;
        }

        uint burst = market.Sessions[_burstSession].Burst + BurstSlack;
        _burstOrders = (int)Math.Min(burst, (uint)Math.Max(0, messages / 10));
    }

    /// <inheritdoc/>
    public int MessagesMax { get; }

    /// <inheritdoc/>
    public int OrdersMax => MessagesMax;

    /// <summary>How far it is, in thousandths of the messages.</summary>
    public int Permille => (int)((long)_sent * 1000 / MessagesMax);

    /// <inheritdoc/>
    public bool TryNext(out Intent intent)
    {
        intent = default;
        if (_sent == MessagesMax) return false;
        if (_sent == MessagesMax / 3) _burstLeft = _burstOrders;
        if (_sent % PileEvery == PileEvery / 2 && _piles.Length > 0) StartPile();
        _sent++;
        intent = _burstLeft > 0 ? Burst() : _pileLeft > 0 ? Pile() : Ordinary();
        return true;
    }

    private void StartPile()
    {
        _pile = (_pile + 1) % _piles.Length;
        _pileLeft = PileOrders;
    }

    private Intent Ordinary()
    {
        int account = _random.Next(_market.Accounts.Length);
        Recent recent = _recent[_sessionOfFirm[_market.Accounts[account].FirmRow]];
        int dice = _random.Next(100);
        if (dice < CancelPercent && recent.TryTake(_random, out Intent known)) return Cancel(known);
        if (dice < CancelPercent + ReplacePercent && recent.TryPeek(_random, out known))
            return _prices.MayCross(known.Instrument, Permille) ? Replace(known) : Cancel(known);

        Intent intent = New(account, _prices.Choose());
        if (_random.Next(BadEvery) == 0) Spoil(ref intent);
        else if (intent.Kind == Limit && intent.TimeInForce == 0) recent.Add(intent);
        return intent;
    }

    private Intent New(int account, int instrument)
    {
        bool buy = _random.Next(2) == 0;
        bool cross = _prices.MayCross(instrument, Permille) && _random.Next(100) < CrossPercent;
        int dice = _random.Next(100);
        return new Intent
        {
            Operation = Operation.New,
            Order = _orders++,
            Session = _sessionOfFirm[_market.Accounts[account].FirmRow],
            Account = account,
            Instrument = instrument,
            Side = buy ? Buy : dice % 10 == 9 ? (byte)5 : Sell,
            Kind = cross && dice < 8 ? Market : Limit,
            TimeInForce = !cross || dice < 8 ? (byte)0 : dice < 18 ? (byte)3 : dice < 22 ? (byte)4 : (byte)0,
            PriceE8 = _market.Instruments[instrument].Units.PriceE8(_prices.Next(instrument, buy, cross, Permille)),
            QuantityE4 = (1 + _random.Next(9)) * (long)_market.Instruments[instrument].Units.LotE4,
        };
    }

    private static Intent Cancel(in Intent known) => known with { Operation = Operation.Cancel };

    private Intent Replace(in Intent known)
    {
        Units units = _market.Instruments[known.Instrument].Units;
        int ticks = (int)(known.PriceE8 / units.TickE8) + _random.Next(-2, 3);
        return known with
        {
            Operation = Operation.Replace,
            PriceE8 = units.PriceE8(Math.Max(1, ticks)),
            QuantityE4 = (1 + _random.Next(12)) * (long)units.LotE4,
        };
    }

    /// <summary>Turns a good order into one that a check must stop; the checks in turn.</summary>
    private void Spoil(ref Intent intent)
    {
        InstrumentConfig instrument = _market.Instruments[intent.Instrument];
        Units units = instrument.Units;
        intent.Kind = Limit;
        switch (_bad++ % 5)
        {
            case 0:
                intent.PriceE8 += units.TickE8 / 2;
                break;
            case 1:
                intent.Instrument = Intent.NoInstrument;
                break;
            case 2:
                intent.PriceE8 += intent.PriceE8 * instrument.CollarBp * 3 / 10_000 / units.TickE8 * units.TickE8;
                break;
            case 3:
                intent.QuantityE4 = units.QuantityE4((uint)_prices.QuantityBeyond(intent.Account, intent.Instrument));
                break;
            default:
                intent.QuantityE4 = units.QuantityE4((uint)_prices.ValueBeyond(intent));
                break;
        }
    }

    /// <summary>As many resting orders as an account may have, and some more; then they are cancelled.</summary>
    private Intent Pile()
    {
        (int account, int instrument) = _piles[_pile];
        int place = PileOrders - _pileLeft--;
        Recent recent = _recent[_sessionOfFirm[_market.Accounts[account].FirmRow]];
        if (place >= PileOrders / 2 && recent.TryTakeLast(out Intent known)) return Cancel(known);

        Intent intent = New(account, instrument);
        intent.Side = Buy;
        intent.Kind = Limit;
        intent.TimeInForce = 0;
        intent.PriceE8 = _market.Instruments[instrument].Units.PriceE8(_prices.Lowest(instrument));
        intent.QuantityE4 = _market.Instruments[instrument].Units.QuantityE4(_prices.LargestAt(account, instrument));
        recent.Add(intent);
        return intent;
    }

    private Intent Burst()
    {
        bool first = _burstLeft == _burstOrders;
        _burstLeft--;
        int account = 0;
        while (_sessionOfFirm[_market.Accounts[account].FirmRow] != _burstSession) account++;
        Intent intent = New(account, _prices.Choose());
        intent.AtOnce = !first;
        return intent;
    }
}
