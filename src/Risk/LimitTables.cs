using System;
using Gateway.Wire;

namespace Gateway.Risk;

/// <summary>State and limits of every scope; a row outside its table reads as one that is not registered.</summary>
/// <remarks>Rows are returned by reference and stay valid as long as the tables: nothing is moved.</remarks>
internal sealed class LimitTables(RiskSizes sizes)
{
    /// <summary>What a row outside its table is.</summary>
    private readonly LimitRow[] _nowhere = [new LimitRow { Flags = ScopeFlags.Nowhere }];
    private readonly SessionRow[] _noSession = [new SessionRow { Flags = ScopeFlags.Nowhere }];

    /// <summary>One row, registered from the start.</summary>
    private readonly LimitRow[] _gateway = [new LimitRow { Flags = ScopeFlags.Registered }];
    private readonly LimitRow[] _firms = new LimitRow[sizes.Firms];
    private readonly LimitRow[] _accounts = new LimitRow[sizes.Accounts];
    private readonly LimitRow[] _instruments = new LimitRow[sizes.Instruments];
    private readonly LimitRow[] _pairs = new LimitRow[sizes.Accounts * sizes.Instruments];
    private readonly SessionRow[] _sessions = new SessionRow[sizes.Sessions];

    /// <summary>Traders have no limits; row 0 is no trader and never registered.</summary>
    private readonly LimitRow[] _traders = new LimitRow[sizes.Traders];

    internal ref LimitRow Gateway => ref _gateway[0];

    internal ref LimitRow Firm(uint row) => ref Find(_firms, row);

    internal ref LimitRow Account(uint row) => ref Find(_accounts, row);

    internal ref LimitRow Instrument(uint row) => ref Find(_instruments, row);

    internal ref LimitRow Trader(uint row) => ref Find(_traders, row == 0 ? Record.NoRow : row);

    internal ref LimitRow Pair(uint account, uint instrument)
    {
        if (account < (uint)_accounts.Length && instrument < (uint)_instruments.Length)
        {
            return ref _pairs[(account * (uint)_instruments.Length) + instrument];
        }

        return ref _nowhere[0];
    }

    internal ref SessionRow Session(uint row)
    {
        if (row < (uint)_sessions.Length) return ref _sessions[row];
        return ref _noSession[0];
    }

    /// <summary>The flags of a Limit row's scope, 1 to 7.</summary>
    internal ref ScopeFlags Flags(LimitScope scope, uint account, uint instrument, uint session)
    {
        if (scope == LimitScope.Session) return ref Session(session).Flags;
        return ref Limits(scope, account, instrument).Flags;
    }

    /// <summary>The limits of a Limit row's scope, 1 to 7 but for 6; a session has none here.</summary>
    internal ref LimitRow Limits(LimitScope scope, uint account, uint instrument)
    {
        switch (scope)
        {
            case LimitScope.Gateway: return ref Gateway;
            case LimitScope.Firm: return ref Firm(account);
            case LimitScope.Account: return ref Account(account);
            case LimitScope.Instrument: return ref Instrument(instrument);
            case LimitScope.AccountInstrument: return ref Pair(account, instrument);
            case LimitScope.Trader: return ref Trader(account);
            default: return ref _nowhere[0];
        }
    }

    /// <summary>Folds every row, in the order of the scopes' numbers.</summary>
    internal void AddTo(ref StateHash hash)
    {
        Add(ref hash, _gateway);
        Add(ref hash, _firms);
        Add(ref hash, _accounts);
        Add(ref hash, _instruments);
        Add(ref hash, _pairs);
        foreach (ref readonly SessionRow row in (ReadOnlySpan<SessionRow>)_sessions)
        {
            hash.Add((ulong)row.Flags);
            hash.Add(row.IntervalNs);
            hash.Add(row.ToleranceNs);
            hash.Add(row.DueNs);
        }

        Add(ref hash, _traders);
    }

    private static void Add(ref StateHash hash, ReadOnlySpan<LimitRow> rows)
    {
        foreach (ref readonly LimitRow row in rows)
        {
            hash.Add((ulong)row.Flags);
            hash.Add(row.OrderQuantity);
            hash.Add((UInt128)row.OrderValue);
            hash.Add((UInt128)row.OpenExposure);
            hash.Add(row.PositionLong);
            hash.Add(row.PositionShort);
        }
    }

    private ref LimitRow Find(LimitRow[] rows, uint row)
    {
        if (row < (uint)rows.Length) return ref rows[row];
        return ref _nowhere[0];
    }
}
