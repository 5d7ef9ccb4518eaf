using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Gateway.Aeron;
using Gateway.Risk;
using Gateway.Wire;
using Record = Gateway.Wire.Record;

namespace Gateway.Tests.Lane;

/// <summary>The lane's log as a stranger reads it: records in order, with the positions behind them.</summary>
internal sealed class LaneLog(Subscription subscription)
{
    /// <summary>Every record so far.</summary>
    public List<Record> Records { get; } = [];

    /// <summary>Position behind each.</summary>
    public List<long> Positions { get; } = [];

    public int Count => Records.Count;

    /// <summary>False: records are read and thrown away.</summary>
    public bool Keeps { get; set; } = true;

    public IEnumerable<Order> Orders => Records.Where(r => r.TemplateId == Order.TemplateId).Select(r => r.Order);

    public IEnumerable<Execution> Executions =>
        Records.Where(r => r.TemplateId == Execution.TemplateId).Select(r => r.Execution);

    public IEnumerable<Name> Names => Records.Where(r => r.TemplateId == Name.TemplateId).Select(r => r.Name);

    public Order LastOrder => Orders.Last();

    public Execution LastExecution => Executions.Last();

    public static string TextOf(in Name name) =>
        Encoding.ASCII.GetString(((ReadOnlySpan<byte>)name.Text)[..name.Length]);

    /// <summary>The ExecID of a record.</summary>
    public string ExecIdOf(int index) => Positions[index].ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads to the end.</summary>
    public int Read()
    {
        int read = 0;
        var handler = new Handler(this);
        for (int count; (count = subscription.Poll(ref handler, 64)) > 0;) read += count;
        return read;
    }

    /// <summary>
    /// Judges the log again with a fresh twin: what the device wrote is taken back, what the decoder refused is not.
    /// </summary>
    /// <returns>The twin; the first record that is answered otherwise, or -1.</returns>
    public (RiskTwin Twin, int Difference) Replay()
    {
        var twin = new RiskTwin(LaneRows.Sizes);
        int difference = -1;
        for (int i = 0; i < Records.Count; i++)
        {
            Record again = Records[i];
            Unjudge(ref again);
            twin.Judge(new Span<Record>(ref again));
            if (difference < 0 && !Bytes(again).SequenceEqual(Bytes(Records[i]))) difference = i;
        }

        return (twin, difference);
    }

    private static void Unjudge(ref Record record)
    {
        if (record.TemplateId is Limit.TemplateId or Price.TemplateId) record.Limit.Verdict = Verdict.Accept;
        if (record.TemplateId == Execution.TemplateId) record.Execution.Verdict = Verdict.Accept;
        if (record.TemplateId != Order.TemplateId) return;
        ref Order order = ref record.Order;
        if (order.Verdict > Verdict.UnknownRow) order.Verdict = Verdict.Accept;
        bool priced = order.Kind == 1 && order.Operation is Operation.New or Operation.Replace;
        if (priced && order.Verdict == Verdict.Accept) order.Price = 0;
    }

    private static byte[] Bytes(in Record record) =>
        MemoryMarshal.AsBytes(new ReadOnlySpan<Record>(in record)).ToArray();

    private readonly struct Handler(LaneLog log) : IFragmentHandler
    {
        public void OnFragment(ReadOnlySpan<byte> payload, in Header header)
        {
            if (!log.Keeps) return;
            log.Records.Add(MemoryMarshal.Read<Record>(payload));
            log.Positions.Add(header.Position);
        }
    }
}
