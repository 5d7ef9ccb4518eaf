using System;
using Gateway.Fix.Messages;
using Gateway.Wire;

namespace Gateway.Venue;

/// <summary>Snapshots (W) of best bid, best offer and last trade: one a match, the last one again and again.</summary>
/// <remarks>
/// A slice of matches waits until its reports are written; then each is told with the best prices that the slice left.
/// An instrument that has traded is told again when nothing was told of it for a while. Spec: records.md section 3, 9.
/// </remarks>
internal sealed class MarketDataFeed
{
    /// <summary>Matches that wait, and so snapshots that one publication writes to a member.</summary>
    internal const int SliceMax = 16;

    private readonly ExchangeSettings _settings;
    private readonly Membership _members;
    private readonly MatchingBook[] _books;
    private readonly ExchangeTally _tally;
    private readonly LastTrade[] _last;
    private readonly Match[] _slice = new Match[SliceMax];
    private int _count;

    /// <summary>Begins without a trade.</summary>
    internal MarketDataFeed(
        ExchangeSettings settings, Membership members, MatchingBook[] books, ExchangeTally tally)
    {
        (_settings, _members, _books, _tally) = (settings, members, books, tally);
        _last = new LastTrade[books.Length];
    }

    /// <summary>No further match may be added before <see cref="Publish"/>.</summary>
    internal bool IsFull => _count == SliceMax;

    /// <summary>Takes a match that has been reported.</summary>
    internal void Add(int instrument, int price, uint quantity) =>
        _slice[_count++] = new Match(instrument, price, quantity);

    /// <summary>Tells the matches that wait; each member has room.</summary>
    internal void Publish(ulong nowNs)
    {
        for (int i = 0; i < _count; i++)
        {
            Match match = _slice[i];
            _last[match.Instrument] = new LastTrade(true, match.Price, match.Quantity, nowNs);
            foreach (Member member in _members.All)
            {
                if (member.Wanted[match.Instrument].Always) Write(member, match.Instrument, nowNs);
            }
        }

        _count = 0;
    }

    /// <summary>Tells what is due: again what has traded, and what was asked for; as far as there is room.</summary>
    internal void Tick(ulong nowNs)
    {
        for (int i = 0; i < _last.Length; i++)
        {
            bool again = _last[i].Traded && nowNs - _last[i].ToldNs >= _settings.QuoteEveryNs;
            foreach (Member member in _members.All)
            {
                ref Subscription wanted = ref member.Wanted[i];
                if (!wanted.Due && !(again && wanted.Always)) continue;
                if (!_members.HasRoom) return;
                wanted.Due = false;
                Write(member, i, nowNs);
            }

            if (again) _last[i].ToldNs = nowNs;
        }
    }

    /// <summary>Acts on a market data request (V).</summary>
    /// <param name="member">Whose.</param>
    /// <param name="request">Not malformed; every symbol is listed.</param>
    /// <param name="symbols">Where they are.</param>
    internal void Subscribe(Member member, in MarketDataRequest request, SymbolIndex symbols)
    {
        if (request.Subscription != MarketDataRequest.Unsubscribe) member.Request(request.Id);
        foreach (ReadOnlySpan<byte> symbol in request.Symbols)
        {
            int instrument = symbols.Find(symbol);
            ref Subscription wanted = ref member.Wanted[instrument];
            if (request.Subscription == MarketDataRequest.Subscribe)
            {
                wanted.Always = true;
                wanted.Due |= _last[instrument].Traded;
            }
            else
            {
                wanted.Due = request.Subscription != MarketDataRequest.Unsubscribe;
                wanted.Always &= wanted.Due;
            }
        }
    }

    private void Write(Member member, int instrument, ulong nowNs)
    {
        VenueInstrument listed = _settings.Instruments[instrument];
        var snapshot = new MarketDataSnapshot
        {
            RequestId = member.RequestId,
            Symbol = listed.Symbol,
            TransactTimeNs = nowNs,
        };
        if (_books[instrument].TryBest(true, out int bid, out ulong bidLots))
        {
            snapshot.Entries |= QuoteEntries.Bid;
            snapshot.BidE8 = listed.Units.PriceE8(bid);
            snapshot.BidQtyE4 = Quantity(listed.Units, bidLots);
        }

        if (_books[instrument].TryBest(false, out int ask, out ulong askLots))
        {
            snapshot.Entries |= QuoteEntries.Ask;
            snapshot.AskE8 = listed.Units.PriceE8(ask);
            snapshot.AskQtyE4 = Quantity(listed.Units, askLots);
        }

        if (_last[instrument].Traded)
        {
            snapshot.Entries |= QuoteEntries.Last;
            snapshot.LastE8 = listed.Units.PriceE8(_last[instrument].Price);
            snapshot.LastQtyE4 = listed.Units.QuantityE4(_last[instrument].Quantity);
        }

        snapshot.Write(member.Session.Begin(MarketDataSnapshot.MsgType, nowNs));
        if (member.Session.End()) _tally.Snapshots++;
    }

    /// <summary>A level may hold more than one order can: what is told is cut off at that.</summary>
    private static long Quantity(Units units, ulong lots) => units.QuantityE4((uint)Math.Min(lots, uint.MaxValue));

    private readonly record struct Match(int Instrument, int Price, uint Quantity);

    private record struct LastTrade(bool Traded, int Price, uint Quantity, ulong ToldNs);
}
