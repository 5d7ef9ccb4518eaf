namespace Gateway.Venue;

/// <summary>One thing that happened in a book, in the order in which it has to be told.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Row">The order that came in or was named; the taker of a trade.</param>
/// <param name="Reason">Of a refusal.</param>
/// <param name="Maker">Of a trade: the order that rested.</param>
/// <param name="Price">Of a trade: ticks, the maker's price.</param>
/// <param name="Quantity">Of a trade: lots.</param>
public readonly record struct BookEvent(
    BookEventKind Kind, int Row, BookReason Reason = BookReason.None, int Maker = -1, int Price = 0, uint Quantity = 0);
