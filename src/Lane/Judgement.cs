using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>Has the burst judged and moves the orders by their verdicts; the lane's thread alone calls it.</summary>
/// <remarks>
/// Once a burst; earlier only for a message about an order whose last request is still unjudged in it.
/// An accepted request that cannot reach the venue is answered by the lane, with a record of its own.
/// </remarks>
internal sealed class Judgement(OpenOrders orders, Burst burst, Executions executions)
{
    /// <summary>The session to the venue takes orders.</summary>
    internal bool VenueIsUp { get; set; }

    /// <summary>Judges and applies everything that was added since the last call.</summary>
    internal void Settle()
    {
        while (burst.Judged < burst.Count)
        {
            int to = burst.Count;
            for (int i = burst.Judge(); i < to; i++)
            {
                if (burst[i].TemplateId == Order.TemplateId) Apply(i);
            }
        }
    }

    /// <summary>The order that a request asked about, when nothing about it is unjudged: the burst is settled for that.
    /// </summary>
    /// <returns>Its slot, or -1.</returns>
    internal int SettledSlot(in Request request)
    {
        int slot = orders.SlotOf(request);
        if (slot < 0 || !orders[slot].Unjudged) return slot;
        Settle();
        return orders.SlotOf(request);
    }

    private void Apply(int index)
    {
        Order order = burst[index].Order;
        int slot = burst.AnswerTo(index).Slot;
        if (slot < 0) return;

        ref OpenOrder open = ref orders[slot];
        if ((order.Flags & OrderFlags.Gateway) == 0) open.Unjudged = false;
        burst.AnswerTo(index).CumQuantity = open.Filled;
        burst.AnswerTo(index).Status = open.Status;
        if (order.Verdict != Verdict.Accept) Refuse(order, slot);
        else Accept(index, order, slot);
    }

    private void Refuse(in Order order, int slot)
    {
        orders.RequestsOf(order.Session)[order.Request].Refused = true;
        if (order.Operation != Operation.New) return;
        orders[slot].Status = (byte)'8';
        orders.Refuse(slot);
    }

    private void Accept(int index, in Order order, int slot)
    {
        ref OpenOrder open = ref orders[slot];
        switch (order.Operation)
        {
            case Operation.New:
                open.Price = order.Price;
                open.Hold(order.Price, order.Quantity);
                break;
            case Operation.Replace:
                ref Request request = ref orders.RequestsOf(order.Session)[order.Request];
                request.Price = order.Price;
                request.Kind = order.Kind;
                request.TimeInForce = order.TimeInForce;
                request.OrderQuantity = (uint)(order.Quantity + open.Filled);
                orders.AddPending(ref open, order.Request);
                open.Hold(order.Price, order.Quantity);
                break;
            case Operation.Cancel:
                open.CancelsPending++;
                break;
        }

        if (!VenueIsUp) AnswerForTheVenue(index, order, slot);
    }

    private void AnswerForTheVenue(int index, in Order order, int slot)
    {
        burst.AnswerTo(index).Silent = true;
        executions.Reject(slot, order.Request, order.Operation, order.TimeNs);
    }
}
