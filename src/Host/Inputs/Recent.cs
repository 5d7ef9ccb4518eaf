using System;

namespace Gateway.Host.Inputs;

/// <summary>The last orders of a session that may still be open, oldest first.</summary>
internal sealed class Recent(int capacity)
{
    private readonly Intent[] _orders = new Intent[capacity];
    private int _count;

    internal void Add(in Intent order)
    {
        if (_count == _orders.Length) Array.Copy(_orders, 1, _orders, 0, --_count);
        _orders[_count++] = order;
    }

    internal bool TryPeek(Random random, out Intent order)
    {
        order = _count == 0 ? default : _orders[random.Next(_count)];
        return _count != 0;
    }

    internal bool TryTake(Random random, out Intent order)
    {
        order = default;
        if (_count == 0) return false;
        int at = random.Next(_count);
        order = _orders[at];
        _orders[at] = _orders[--_count];
        return true;
    }

    internal bool TryTakeLast(out Intent order)
    {
        order = _count == 0 ? default : _orders[--_count];
        return order.Operation != default;
    }
}
