namespace Gateway.Venue;

/// <summary>The rows of all open orders and price levels of a venue, sized once; its books share them.</summary>
/// <remarks>A level holds at least one order: as many levels as orders are always enough.</remarks>
/// <param name="capacity">Most orders that are open at a time; 1 to 2³¹ - 1.</param>
public sealed class OrderPool(int capacity)
{
    private readonly BookOrder[] _orders = new BookOrder[capacity];
    private readonly RowStack _free = new(capacity);

    /// <summary>Most orders that are open at a time.</summary>
    public int Capacity => capacity;

    /// <summary>Orders that are open now.</summary>
    public int Count => _free.Taken;

    internal PriceLevel[] Levels { get; } = new PriceLevel[capacity];

    internal RowStack FreeLevels { get; } = new(capacity);

    /// <summary>One order.</summary>
    /// <param name="row">A row that is taken.</param>
    /// <returns>The order itself.</returns>
    public ref BookOrder this[int row] => ref _orders[row];

    /// <summary>Takes a row for a new order, which the caller fills in before it enters a book.</summary>
    /// <returns>The row, or -1 when all are taken.</returns>
    public int Take() => _free.Take();

    /// <summary>Gives back the row of an order that ended, once.</summary>
    /// <param name="row">A row that no book holds any more.</param>
    public void Return(int row) => _free.Return(row);
}
