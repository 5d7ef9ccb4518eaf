using System;
using System.Globalization;
using System.Linq;
using System.Text;
using Gateway.Fix.Messages;
using Gateway.Wire;

namespace Gateway.Perf.Throughput;

/// <summary>What the brokers ask for: each instrument plays four short lives in turn, one step a batch.</summary>
/// <remarks>
/// <code>
/// 0   new, cancel
/// 1   new, replace, cancel
/// 2   new, and the other broker's new fills it
/// 3   new, replace, and the other broker's new fills it
/// </code>
/// Of ten requests six are new, two replace, two cancel, and two orders meet two others: four fills. One instrument
/// plays one life at a time, so what happens does not depend on the order in which the venue takes them.
/// </remarks>
internal sealed class OrderFlow
{
    private const string Lives = "NC NRC NX NRX";
    private const long Lots = 100;

    private readonly byte[][] _symbols = RigMarket.Symbols;
    private readonly byte[][] _accounts = [.. new[] { "A1", "A2", "B1", "B2" }.Select(Encoding.ASCII.GetBytes)];
    private readonly string[] _lives = Lives.Split(' ');
    private readonly Place[] _places = new Place[RigMarket.Instruments];
    private readonly byte[] _clOrdId = Encoding.ASCII.GetBytes("BRK-20260105-00000000");
    private readonly byte[] _original = Encoding.ASCII.GetBytes("BRK-20260105-00000000");
    private int _sent;

    internal OrderFlow()
    {
        for (int i = 0; i < _places.Length; i++) _places[i].Life = i;
    }

    internal long News { get; private set; }

    internal long Replaces { get; private set; }

    internal long Cancels { get; private set; }

    internal long Fills { get; private set; }

    /// <summary>Writes the next step of every instrument.</summary>
    internal void Batch(BrokerEnd[] brokers, ulong nowNs)
    {
        for (int i = 0; i < _places.Length; i++) Step(i, brokers, nowNs);
    }

    private void Step(int instrument, BrokerEnd[] brokers, ulong nowNs)
    {
        ref Place place = ref _places[instrument];
        string life = _lives[place.Life % _lives.Length];
        char step = life[place.Step];
        bool crosses = step == 'X';
        int round = place.Life / _lives.Length;
        int account = (round + instrument + (crosses ? 2 : 0)) & 3;
        bool buys = ((round >> 1) & 1) == 0 != crosses;
        bool moved = step == 'R' || (crosses && life.Contains('R'));
        int id = ++_sent;
        var request = new OrderRequest
        {
            Operation = step switch { 'C' => Operation.Cancel, 'R' => Operation.Replace, _ => Operation.New },
            ClOrdId = Id(_clOrdId, id),
            OrigClOrdId = step is 'C' or 'R' ? Id(_original, place.Last) : default,
            Account = _accounts[account],
            Symbol = _symbols[instrument],
            Side = buys ? (byte)1 : (byte)2,
            Kind = 2,
            TimeInForce = 0,
            Flags = OrderFlags.Agency,
            HasPrice = step != 'C',
            PriceE8 = (RigMarket.ReferenceTicks + (round % 64) + (moved ? 1 : 0)) * RigMarket.TickE8,
            QuantityE4 = Lots * Units.E4,
            TransactTimeNs = nowNs,
        };
        brokers[account >> 1].Write(request, nowNs);
        Count(step);
        place.Last = id;
        if (++place.Step < life.Length) return;
        place.Step = 0;
        place.Life++;
    }

    private void Count(char step)
    {
        if (step == 'R') Replaces++;
        else if (step == 'C') Cancels++;
        else News++;
        if (step == 'X') Fills += 2;
    }

    private static ReadOnlySpan<byte> Id(byte[] text, int number)
    {
        _ = number.TryFormat(text.AsSpan(text.Length - 8), out _, "00000000", CultureInfo.InvariantCulture);
        return text;
    }

    private struct Place
    {
        internal int Life;
        internal int Step;
        internal int Last;
    }
}
