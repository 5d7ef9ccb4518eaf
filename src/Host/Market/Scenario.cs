using System.Collections.Generic;
using Gateway.Host.Configuration;
using Gateway.Host.Inputs;
using Gateway.Lane;
using Gateway.Wire;
using Record = Gateway.Wire.Record;

namespace Gateway.Host.Market;

/// <summary>The rows that arrive while a synthetic flow plays: a market that opens late, a kill and its end.</summary>
/// <remarks>
/// By thousandths of the messages: 250 the late instruments get a reference, which goes stale; from 400 on it is told
/// again every turn until they trade; 600 the second account is killed; 700 it is resumed.
/// </remarks>
internal sealed class Scenario(MarketConfig market)
{
    private const int OpenPermille = 250;
    private const int RefreshPermille = 400;
    private const int RefreshedPermille = 560;
    private const int KillPermille = 600;
    private const int ResumePermille = 700;
    private const uint KilledAccount = 1;

    private readonly LaneMarket _rows = MarketRows.Of(market);
    private uint _version = 1;
    private int _step;

    /// <summary>The rows that are due.</summary>
    /// <param name="permille">How far the flow is.</param>
    /// <param name="rows">Receives them.</param>
    internal void Take(int permille, List<Record> rows)
    {
        if (_step == 0 && permille >= OpenPermille) Open(rows, 1);
        if (_step >= 1 && permille is >= RefreshPermille and < RefreshedPermille) Open(rows, 1);
        if (_step == 1 && permille >= KillPermille) Kill(rows, LimitAction.Disable, 2);
        if (_step == 2 && permille >= ResumePermille) Kill(rows, LimitAction.Enable, 3);
    }

    /// <summary>Goes on where a lane was killed.</summary>
    /// <param name="kills">Kills and resumptions that it had offered.</param>
    internal void Resume(ulong kills)
    {
        _version += (uint)kills;
        _step = kills > 0 ? (int)kills + 1 : 0;
    }

    private void Open(List<Record> rows, int step)
    {
        _step = step;
        for (int i = 0; i < market.Instruments.Length; i++)
        {
            if (market.Instruments[i].ReferenceTicks == null)
                rows.Add(References.Row(_rows, (uint)i, SyntheticPrices.LateReference));
        }
    }

    private void Kill(List<Record> rows, LimitAction action, int step)
    {
        _step = step;
        Record row = Opening.Row(LimitScope.Account, Verdict.Killed, action, ++_version);
        row.Limit.Account = KilledAccount;
        rows.Add(row);
    }
}
