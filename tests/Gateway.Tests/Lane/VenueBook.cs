using System.Collections.Generic;
using System.Linq;
using Gateway.Tests.Venue;

namespace Gateway.Tests.Lane;

/// <summary>
/// A venue that may answer anything that is legal, as the script says: it knows only what it was sent, and keeps its
/// own count of what it told.
/// </summary>
internal sealed class VenueBook(LaneRig rig)
{
    private readonly Dictionary<string, VenueOrder> _orders = [];
    private readonly List<VenueOrder> _all = [];
    private int _read;
    private int _fills;

    /// <summary>Lots that its fills and busts moved, by account and symbol; lots, buys positive.</summary>
    public Dictionary<(string Account, string Symbol), long> Positions { get; } = [];

    /// <summary>Requests that it was sent and has not answered.</summary>
    public int Unanswered => rig.Venue.Told.Count - _read;

    private IEnumerable<VenueOrder> Live => _all.Where(o => o.Live);

    public bool HasLive => Live.Any();

    /// <summary>Answers the oldest request.</summary>
    public void Answer(int choice)
    {
        if (Unanswered == 0) return;
        Reply asked = rig.Venue.Told[_read++];
        switch (asked.Type)
        {
            case "D":
                New(asked, choice);
                break;
            case "F" or "G":
                Change(asked, choice);
                break;
        }
    }

    /// <summary>Fills some of a live order; all of it when the choice says so.</summary>
    public void Fill(int which, int lots)
    {
        if (Pick(which) is not { } order) return;
        long quantity = lots % 4 == 0 ? order.Leaves : 1 + (lots % order.Leaves);
        Move(order, quantity);
        order.Filled += quantity;
        (order.LastFill, order.LastMatch) = (quantity, $"T{++_fills}");
        rig.Fill(order.Id, Units(order, quantity), order.Price, order.LastMatch);
        if (order.Leaves == 0) order.Live = false;
    }

    /// <summary>Corrects the last fill of a live order, at most to all that is open; busts are about T1.</summary>
    public void Correct(int which, int lots)
    {
        if (Pick(which) is not { LastFill: > 0 } order || order.LastMatch == "T1") return;
        long quantity = 1 + (lots % (order.LastFill + order.Leaves));
        Move(order, quantity - order.LastFill);
        order.Filled += System.Math.Max(0, quantity - order.LastFill);
        order.LastFill = quantity;
        string terms = $"32={Units(order, quantity)}|31={order.Price}";
        rig.Report(order.Id, 'G', $"19=E|{terms}|880={order.LastMatch}");
        if (order.Leaves == 0) order.Live = false;
    }

    public void Bust(int which)
    {
        if (Pick(which) is not { } order || order.Filled - order.Busted == 0) return;
        order.Busted++;
        Move(order, -1);
        rig.Report(order.Id, 'H', $"19=E|32={Units(order, 1)}|31={order.Price}|880=T1");
    }

    /// <summary>Ends or restates a live order by itself.</summary>
    public void Act(int which, int choice)
    {
        if (Pick(which) is not { } order) return;
        switch (choice % 4)
        {
            case 0:
                End(order, "4C3"[choice / 4 % 3]);
                break;
            case 1:
                rig.Report(order.Id, 'A');
                break;
            default:
                order.Quantity = order.Filled + 1 + (choice % order.Leaves);
                rig.Report(order.Id, 'D', $"38={Units(order, order.Quantity)}|378=5");
                break;
        }
    }

    public void EndAll()
    {
        foreach (VenueOrder order in Live.ToArray()) End(order, '4');
    }

    private static string Units(VenueOrder order, long lots) => $"{lots * order.Lot}";

    private VenueOrder? Pick(int which)
    {
        VenueOrder[] live = [.. Live];
        return live.Length == 0 ? null : live[which % live.Length];
    }

    private void End(VenueOrder order, char execType)
    {
        order.Live = false;
        rig.Report(order.Id, execType);
    }

    private void New(Reply asked, int choice)
    {
        int lot = asked[55] == "BBB" ? 10 : 1;
        var order = new VenueOrder
        {
            Id = asked[11],
            Account = asked[1],
            Symbol = asked[55],
            Buy = asked[54] == "1",
            Lot = lot,
            Price = asked[44].Length == 0 ? "100" : asked[44],
            Quantity = long.Parse(asked[38]) / lot,
        };
        if (choice % 5 == 0)
        {
            rig.Report(order.Id, '8', "103=0");
            return;
        }

        if (choice % 5 == 1) rig.Report(order.Id, 'A');
        order.Live = true;
        _orders.Add(order.Id, order);
        _all.Add(order);
        rig.Report(order.Id, '0');
    }

    private void Change(Reply asked, int choice)
    {
        bool cancel = asked.Type == "F";
        bool known = _orders.TryGetValue(asked[41], out VenueOrder? order);
        if (choice % 7 == 1) rig.Report(asked[11], cancel ? '6' : 'E');
        bool refused = !known || choice % 3 == 0;
        if (cancel && !refused && order!.Live)
        {
            order.Live = false;
            rig.Report(asked[11], '4', $"41={asked[41]}");
        }
        else if (!cancel && !refused && (order!.Live || order.Leaves == 0) && !order.WasEnded)
        {
            Replace(order, asked);
        }
        else
        {
            rig.Reject(asked[11], cancel ? '1' : '2');
        }
    }

    /// <summary>May make a filled order larger, and may leave nothing to trade.</summary>
    private void Replace(VenueOrder order, Reply asked)
    {
        long quantity = long.Parse(asked[38]) / order.Lot;
        if (quantity < order.Filled)
        {
            rig.Reject(asked[11], '2');
            return;
        }

        (order.Quantity, order.Price, order.Id) = (quantity, asked[44], asked[11]);
        _orders.Add(asked[11], order);
        order.Live = order.Leaves > 0;
        rig.Report(asked[11], '5', $"41={asked[41]}");
    }

    private void Move(VenueOrder order, long lots)
    {
        long moved = Positions.GetValueOrDefault((order.Account, order.Symbol));
        Positions[(order.Account, order.Symbol)] = moved + (order.Buy ? lots : -lots);
    }

    private sealed class VenueOrder
    {
        private bool _live;

        public required string Id { get; set; }

        public required string Account { get; init; }

        public required string Symbol { get; init; }

        public required string Price { get; set; }

        public bool Buy { get; init; }

        public int Lot { get; init; }

        public long Quantity { get; set; }

        public long Filled { get; set; }

        public long LastFill { get; set; }

        public string LastMatch { get; set; } = "";

        public long Busted { get; set; }

        public long Leaves => Quantity - Filled;

        /// <summary>It ended with something left: no replace brings it back.</summary>
        public bool WasEnded { get; private set; }

        public bool Live
        {
            get => _live;
            set
            {
                WasEnded |= _live && !value && Leaves > 0;
                _live = value;
            }
        }
    }
}
