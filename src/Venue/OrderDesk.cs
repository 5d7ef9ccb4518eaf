using Gateway.Fix.Messages;
using Gateway.Wire;

namespace Gateway.Venue;

/// <summary>Takes orders, cancels and replaces to the books and has their events reported.</summary>
/// <remarks>
/// <see cref="Handle"/> answers a request at once: acknowledged, replaced, cancelled or refused. The trades that follow
/// come one by one through <see cref="Step"/>, each when there is room to report it. Spec: records.md sections 1 and 5.
/// </remarks>
internal sealed class OrderDesk
{
    private const byte Cancelled = (byte)'4';
    private const byte Filled = (byte)'2';
    private const byte UnknownStatus = (byte)'8';
    private const int Nothing = -1;

    private readonly VenueInstrument[] _instruments;
    private readonly MatchingBook[] _books;
    private readonly OrderTable _orders;
    private readonly SymbolIndex _symbols;
    private readonly Reports _reports;
    private readonly MarketDataFeed _feed;
    private readonly ExchangeTally _tally;
    private int _working = Nothing;

    /// <summary>Opens empty books.</summary>
    internal OrderDesk(
        ExchangeSettings settings, SymbolIndex symbols, OrderTable orders, MatchingBook[] books, Reports reports,
        MarketDataFeed feed, ExchangeTally tally)
    {
        _instruments = settings.Instruments;
        (_symbols, _orders, _books, _reports, _feed, _tally) = (symbols, orders, books, reports, feed, tally);
    }

    /// <summary>A request's trades are not all told yet: nothing else may be handled.</summary>
    internal bool Working => _working != Nothing;

    /// <summary>Answers a request.</summary>
    /// <param name="member">Whose.</param>
    /// <param name="request">A D, F or G.</param>
    /// <param name="nowNs">Now.</param>
    internal void Handle(int member, in OrderRequest request, ulong nowNs)
    {
        switch (request.Operation)
        {
            case Operation.New: New(member, request, nowNs); break;
            case Operation.Cancel: Cancel(member, request, nowNs); break;
            default: Replace(member, request, nowNs); break;
        }
    }

    /// <summary>Does and reports the next event of what is being worked on.</summary>
    /// <param name="nowNs">Now.</param>
    internal void Step(ulong nowNs)
    {
        MatchingBook book = _books[_working];
        if (book.TryNext(out BookEvent happened))
        {
            if (happened.Kind == BookEventKind.Trade) Trade(happened, nowNs);
            else CancelRest(happened.Row, nowNs);
        }

        if (!book.Working) _working = Nothing;
    }

    private void New(int member, in OrderRequest request, ulong nowNs)
    {
        _tally.Orders++;
        Refusal refusal = JudgeNew(member, request, out OrderTerms terms);
        int row = refusal == Refusal.None ? _orders.Pool.Take() : Nothing;
        if (refusal == Refusal.None) refusal = Enter(row, member, request, terms);
        if (refusal != Refusal.None)
        {
            _reports.Rejected(member, request, refusal, nowNs);
            if (row >= 0) _orders.Pool.Return(row);
            return;
        }

        _orders.Accept(row, request.ClOrdId);
        _reports.Acknowledged(row, nowNs);
        WorkOn(terms.Instrument);
    }

    private Refusal JudgeNew(int member, in OrderRequest request, out OrderTerms terms)
    {
        terms = default;
        if (IsMalformed(request)) return Refusal.Malformed;
        if (_orders.ClOrdIds.Find(member, request.ClOrdId) >= 0) return Refusal.Duplicate;
        int instrument = _symbols.Find(request.Symbol);
        if (instrument < 0) return Refusal.UnknownSymbol;

        Refusal refusal = OrderTerms.Read(request, instrument, _instruments[instrument], out terms);
        if (refusal != Refusal.None) return refusal;
        if (_orders.ClOrdIds.IsFull) return Refusal.ClOrdIdsFull;
        return _orders.Pool.Count == _orders.Pool.Capacity ? Refusal.OrdersFull : Refusal.None;
    }

    private Refusal Enter(int row, int member, in OrderRequest request, in OrderTerms terms)
    {
        _orders.Pool[row] = terms.ToOrder(request);
        _orders[row] = new VenueOrder { Member = member, Instrument = terms.Instrument, Side = request.Side };
        _orders[row].Account.Set(request.Account);
        _books[terms.Instrument].Enter(row);
        return Answer(terms.Instrument);
    }

    private void Cancel(int member, in OrderRequest request, ulong nowNs)
    {
        Refusal refusal = Locate(member, request, out NamedOrder named);
        if (refusal != Refusal.None)
        {
            _reports.CancelRejected(member, request, refusal, named.Number, named.Status, nowNs);
            return;
        }

        int instrument = _orders[named.Row].Instrument;
        _books[instrument].Cancel(named.Row);
        _ = Answer(instrument);
        _reports.Cancelled(named.Row, request, nowNs);
        _orders.End(named.Row, Cancelled);
    }

    private void Replace(int member, in OrderRequest request, ulong nowNs)
    {
        Refusal refusal = Locate(member, request, out NamedOrder named);
        int instrument = refusal == Refusal.None ? _orders[named.Row].Instrument : Nothing;
        OrderTerms terms = default;
        if (refusal == Refusal.None)
        {
            refusal = OrderTerms.Read(request, instrument, _instruments[instrument], out terms);
        }

        if (refusal == Refusal.None && _orders.ClOrdIds.IsFull) refusal = Refusal.ClOrdIdsFull;
        if (refusal == Refusal.None) refusal = Replace(named.Row, request, terms);
        if (refusal != Refusal.None)
        {
            _reports.CancelRejected(member, request, refusal, named.Number, named.Status, nowNs);
            return;
        }

        _orders.Rename(named.Row, request.ClOrdId);
        _reports.Replaced(named.Row, request, nowNs);
        WorkOn(instrument);
    }

    private Refusal Replace(int row, in OrderRequest request, in OrderTerms terms)
    {
        bool postOnly = (request.Flags & OrderFlags.PostOnly) != 0;
        var validity = (Validity)request.TimeInForce;
        _books[terms.Instrument].Replace(row, terms.Price, terms.Quantity, postOnly);
        Refusal refusal = Answer(terms.Instrument);
        if (refusal == Refusal.None) _orders.Pool[row].Validity = validity;
        return refusal;
    }

    /// <summary>The order that a cancel or replace names, or why there is none to act on.</summary>
    private Refusal Locate(int member, in OrderRequest request, out NamedOrder named)
    {
        named = new NamedOrder(Nothing, 0, UnknownStatus);
        if (IsMalformed(request)) return Refusal.Malformed;
        int entry = _orders.ClOrdIds.Find(member, request.OrigClOrdId);
        if (entry < 0) return Refusal.UnknownOrder;

        int number = _orders.ClOrdIds.Order(entry);
        int row = _orders.RowOf(number, out byte ended);
        named = new NamedOrder(row, number, row < 0 ? ended : _reports.StatusOf(row));
        if (_orders.ClOrdIds.Find(member, request.ClOrdId) >= 0) return Refusal.Duplicate;
        if (row < 0) return Refusal.TooLate;

        int instrument = _symbols.Find(request.Symbol);
        if (instrument < 0) return Refusal.UnknownSymbol;
        bool same = instrument == _orders[row].Instrument && request.Side == _orders[row].Side;
        return same ? Refusal.None : Refusal.OtherOrder;
    }

    private static bool IsMalformed(in OrderRequest request) => request.Malformed
        || request.ClOrdId.Length is 0 or > Text32.BytesMax || request.Account.Length > Text32.BytesMax;

    /// <summary>The first event of a book is the answer to what began there.</summary>
    private Refusal Answer(int instrument)
    {
        _ = _books[instrument].TryNext(out BookEvent answer);
        return answer.Reason switch
        {
            BookReason.QuantityFilled => Refusal.QuantityFilled,
            BookReason.WouldTake => Refusal.WouldTake,
            _ => Refusal.None,
        };
    }

    private void WorkOn(int instrument) => _working = _books[instrument].Working ? instrument : Nothing;

    private void Trade(in BookEvent trade, ulong nowNs)
    {
        long number = ++_tally.Trades;
        long turnover = (long)trade.Price * trade.Quantity;
        _orders[trade.Maker].Turnover += turnover;
        _orders[trade.Row].Turnover += turnover;
        _reports.Filled(trade.Maker, trade, number, Liquidity.Added, nowNs);
        _reports.Filled(trade.Row, trade, number, Liquidity.Removed, nowNs);
        if (_orders.Pool[trade.Maker].Open == 0) _orders.End(trade.Maker, Filled);
        if (_orders.Pool[trade.Row].Open == 0) _orders.End(trade.Row, Filled);
        _feed.Add(_working, trade.Price, trade.Quantity);
    }

    private void CancelRest(int row, ulong nowNs)
    {
        _reports.RestCancelled(row, nowNs);
        _orders.End(row, Cancelled);
    }

    private static class Liquidity
    {
        internal const byte Added = 1;
        internal const byte Removed = 2;
    }

    /// <summary>Row (-1: it ended or there is none), number (0: none) and 39's character of an order.</summary>
    private readonly record struct NamedOrder(int Row, int Number, byte Status);
}
