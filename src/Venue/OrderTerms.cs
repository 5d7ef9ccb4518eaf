using Gateway.Fix.Messages;
using Gateway.Wire;

namespace Gateway.Venue;

/// <summary>What a new order or a replace asks for, in the venue's own units.</summary>
/// <param name="Instrument">Row of its instrument.</param>
/// <param name="Price">Ticks; of a market order 0.</param>
/// <param name="Quantity">Lots, above 0.</param>
internal readonly record struct OrderTerms(int Instrument, int Price, uint Quantity)
{
    private const byte MarketKind = 1;

    /// <summary>Reads and checks the terms of a request.</summary>
    /// <param name="request">A D or G that is not malformed.</param>
    /// <param name="instrument">Row of its symbol.</param>
    /// <param name="listed">What is listed there.</param>
    /// <param name="terms">The terms; default when refused.</param>
    /// <returns>None, Terms, Quantity or Price.</returns>
    internal static Refusal Read(
        in OrderRequest request, int instrument, VenueInstrument listed, out OrderTerms terms)
    {
        terms = default;
        bool market = request.Kind == MarketKind;
        if (!GoTogether(request, market)) return Refusal.Terms;
        if (!listed.Units.TryLots(request.QuantityE4, out uint lots) || lots == 0) return Refusal.Quantity;

        int ticks = 0;
        if (!market && !listed.Units.TryTicks(request.PriceE8, out ticks)) return Refusal.Price;
        if (!market && ticks <= 0 && !listed.AnyPrice) return Refusal.Price;

        terms = new OrderTerms(instrument, ticks, lots);
        return Refusal.None;
    }

    /// <summary>The order that a new request makes.</summary>
    internal BookOrder ToOrder(in OrderRequest request) => new()
    {
        Price = Price,
        Quantity = Quantity,
        Buy = request.Side == 1,
        Market = request.Kind == MarketKind,
        PostOnly = (request.Flags & OrderFlags.PostOnly) != 0,
        Validity = (Validity)request.TimeInForce,
    };

    /// <summary>A post-only order, and what takes a resting order's place, has to be able to rest.</summary>
    private static bool GoTogether(in OrderRequest request, bool market)
    {
        bool known = request.TimeInForce is 0 or 1 or 3 or 4;
        bool canRest = !market && request.TimeInForce is 0 or 1;
        bool mustRest = request.Operation == Operation.Replace || (request.Flags & OrderFlags.PostOnly) != 0;
        return known && (canRest || !mustRest);
    }
}
