using System;
using System.Collections.Generic;
using Gateway.Host.Configuration;
using Gateway.Wire;

namespace Gateway.Host.Inputs;

/// <summary>Which accounts and instruments have an exposure or position that a pile of orders can use up.</summary>
internal static class SyntheticPiles
{
    /// <summary>Pairs of every open instrument and the account with the tightest limit of each check.</summary>
    internal static (int Account, int Instrument)[] Of(MarketConfig market)
    {
        var piles = new List<(int, int)>();
        for (int instrument = 0; instrument < market.Instruments.Length; instrument++)
        {
            if (market.Instruments[instrument].ReferenceTicks == null) continue;
            piles.Add((Tightest(market, Verdict.OpenExposure, instrument), instrument));
            piles.Add((Tightest(market, Verdict.Position, instrument), instrument));
        }

        return [.. piles];
    }

    /// <summary>The least value of a check that holds for an account in an instrument.</summary>
    /// <returns>The largest number when none holds.</returns>
    internal static UInt128 Least(MarketConfig market, Verdict check, int account, int instrument)
    {
        UInt128 least = UInt128.MaxValue;
        foreach (LimitConfig limit in market.Limits)
        {
            bool holds = limit.Check == check
                && (limit.Account == null || limit.Account == account)
                && (limit.Instrument == null || limit.Instrument == instrument)
                && (limit.Firm == null || limit.Firm == market.Accounts[account].FirmRow);
            if (holds && limit.Value < least) least = limit.Value;
        }

        return least;
    }

    private static int Tightest(MarketConfig market, Verdict check, int instrument)
    {
        int tightest = 0;
        for (int account = 1; account < market.Accounts.Length; account++)
        {
            if (!market.Accounts[account].InstrumentAllowed[instrument]) continue;
            UInt128 least = Least(market, check, account, instrument);
            if (least < Least(market, check, tightest, instrument)) tightest = account;
        }

        return tightest;
    }
}
