using Gateway.Host.Brokers;
using Gateway.Host.Inputs;
using Gateway.Host.Processes;
using Gateway.Native;

namespace Gateway.Simulation;

/// <summary>One firm.</summary>
/// <param name="machine">What it leaves behind.</param>
/// <param name="firm">Row of the firm.</param>
/// <param name="flow">What all firms send.</param>
internal sealed class BrokerPart(Machine machine, int firm, Flow flow)
    : SessionPart(machine, $"broker-{machine.Outside.Firms[firm].Id}")
{
    private Net? _net;
    private BrokerBody? _body;

    /// <summary>Its orders; null while it is dead.</summary>
    internal BrokerDesk? Desk => _body?.Desk;

    /// <inheritdoc/>
    protected override long Written => TornFile.Length(Machine.Folder.Journal(Name));

    /// <inheritdoc/>
    protected override void Start()
    {
        _net = Net.Open("memory:pipe=512");
        var schedule = new BrokerSettings(Machine.Outside, flow.Rate, flow.Messages, double.PositiveInfinity)
        {
            Firm = firm,
            StoreOf = session => Machine.Store(Name, session, bytes => new SurvivingMemory(bytes, Fuse).Memory),
            TicksNs = () => Machine.NowNs,
        };
        var input = new SyntheticInput(Machine.Outside, flow.Seed, flow.Messages);
        _body = new BrokerBody(_net, schedule, input, Machine.Folder.Journal(Name));
    }

    /// <inheritdoc/>
    protected override int Run()
    {
        if (!_body!.IsStarted && _body.Desk.AllActive) _body.Start(Machine.NowNs);
        return _body.Desk.Poll(Machine.NowNs);
    }

    /// <inheritdoc/>
    protected override void Leave()
    {
        _body?.Dispose();
        _net?.Dispose();
        (_body, _net) = (null, null);
    }

    /// <inheritdoc/>
    protected override void Tear(long from)
    {
        _body!.Dispose();
        Machine.Note($"its journal tears behind byte {from}");
        TornFile.Cut(Machine.Folder.Journal(Name), from, Machine.Dice);
    }
}
