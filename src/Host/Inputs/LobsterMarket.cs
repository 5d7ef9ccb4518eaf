using System;
using System.Collections.Generic;
using System.Linq;
using Gateway.Host.Configuration;
using Gateway.Wire;

namespace Gateway.Host.Inputs;

/// <summary>A market whose first instrument takes all of a LOBSTER file at any rate: nothing of it meets a
/// limit.</summary>
public static class LobsterMarket
{
    private const long TickE8 = 1_000_000;
    private const long E4PerTick = 100;
    private const int UsdDigits = 2;
    private const int BasisPoints = 10_000;
    private const long RateMax = 1_000_000_000;

    /// <summary>Opens the first instrument for a file.</summary>
    /// <param name="market">The configured market.</param>
    /// <param name="file">At least one order.</param>
    /// <returns>The market with the file's reference, collar, limits and opening balances.</returns>
    public static MarketConfig For(MarketConfig market, LobsterFile file)
    {
        List<LobsterRow> orders = [.. file.Rows.Where(row => row.Type is 1 or 4)];
        _ = Units.TryMake(TickE8, (uint)Units.E4, Units.E4, UsdDigits, out Units units);
        long lowest = orders.Min(row => row.PriceE4);
        long highest = orders.Max(row => row.PriceE4);
        InstrumentConfig first = market.Instruments[0] with
        {
            Units = units,
            MultiplierE4 = Units.E4,
            ReferenceTicks = (int)Math.Max(1, orders[0].PriceE4 / E4PerTick),
            CollarBp = (ushort)Math.Min(ushort.MaxValue, ((highest - lowest) * BasisPoints / lowest) + 1),
            AlwaysPass = ((int)(lowest / E4PerTick), (int)(highest / E4PerTick)),
            AgeMsMax = uint.MaxValue,
        };
        return market with
        {
            Instruments = market.Instruments.SetItem(0, first),
            Accounts = [.. market.Accounts.Select(account => Open(account, market, orders))],
            Limits = [.. Unlimited(market)],
        };
    }

    private static AccountConfig Open(AccountConfig account, MarketConfig market, List<LobsterRow> orders)
    {
        Int128 cash = 0;
        long shares = 0;
        foreach (LobsterRow row in orders)
        {
            cash += (Int128)row.Size * row.PriceE4 * (Units.E8 / Units.E4);
            shares += row.Size;
        }

        cash += Units.E8 - (cash % Units.E8);
        return account with
        {
            InstrumentAllowed = account.InstrumentAllowed.SetItem(0, true),
            OpeningCash = [new OpeningCash(market.Instruments[0].Currency, cash)],
            OpeningSecurities = [new OpeningSecurities(0, shares)],
        };
    }

    private static IEnumerable<LimitConfig> Unlimited(MarketConfig market)
    {
        UInt128 money = UInt128.One << 126;
        for (uint account = 0; account < market.Accounts.Length; account++)
        {
            yield return Of(LimitScope.Account, Verdict.OrderQuantity, account, null, uint.MaxValue, 0);
            yield return Of(LimitScope.Account, Verdict.OrderValue, account, null, money, 0);
            yield return Of(LimitScope.Account, Verdict.OpenExposure, account, null, money, 0);
            yield return Of(LimitScope.Account, Verdict.Position, account, null, long.MaxValue, long.MaxValue);
        }

        for (uint session = 0; session < market.Sessions.Length; session++)
            yield return Of(LimitScope.Session, Verdict.MessageRate, null, session, RateMax, RateMax);
    }

    private static LimitConfig Of(
        LimitScope scope, Verdict check, uint? account, uint? session, UInt128 value, UInt128 value2) =>
        new(scope, check, null, account, null, session, value, value2);
}
