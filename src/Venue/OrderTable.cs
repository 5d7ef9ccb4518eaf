using System;

namespace Gateway.Venue;

/// <summary>All orders of a run: the open ones by row, every accepted one by number and by ClOrdID.</summary>
/// <param name="ordersMax">Most open orders.</param>
/// <param name="clOrdIdsMax">Most ClOrdIDs, and so most orders, of a run.</param>
internal sealed class OrderTable(int ordersMax, int clOrdIdsMax)
{
    private readonly VenueOrder[] _orders = new VenueOrder[ordersMax];
    private readonly int[] _fates = new int[clOrdIdsMax + 1];
    private int _numbers;

    /// <summary>The rows, as the books see them.</summary>
    internal OrderPool Pool { get; } = new(ordersMax);

    /// <summary>The ClOrdIDs.</summary>
    internal ClOrdIdTable ClOrdIds { get; } = new(clOrdIdsMax);

    /// <summary>An open order.</summary>
    internal ref VenueOrder this[int row] => ref _orders[row];

    /// <summary>Accepts an order whose row is filled in: it has a number and can be named from now on.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="clOrdId">New to its member; the table of ClOrdIDs is not full.</param>
    internal void Accept(int row, ReadOnlySpan<byte> clOrdId)
    {
        ref VenueOrder order = ref _orders[row];
        order.Number = ++_numbers;
        _fates[order.Number] = row;
        order.ClOrdId = ClOrdIds.Add(order.Member, clOrdId, order.Number);
    }

    /// <summary>Gives an order a further name, the one it is reported under from now on.</summary>
    internal void Rename(int row, ReadOnlySpan<byte> clOrdId)
    {
        ref VenueOrder order = ref _orders[row];
        order.ClOrdId = ClOrdIds.Add(order.Member, clOrdId, order.Number);
    }

    /// <summary>Ends an accepted order and gives its row back.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="status">39's character: what it ended as.</param>
    internal void End(int row, byte status)
    {
        _fates[_orders[row].Number] = -status;
        Pool.Return(row);
    }

    /// <summary>What became of an accepted order.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="status">39's character when it ended, else 0.</param>
    /// <returns>Its row, or -1 when it ended.</returns>
    internal int RowOf(int number, out byte status)
    {
        int fate = _fates[number];
        status = fate < 0 ? (byte)-fate : (byte)0;
        return fate < 0 ? -1 : fate;
    }
}
