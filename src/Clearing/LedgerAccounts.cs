using System;
using System.Collections.Generic;

namespace Gateway.Clearing;

/// <summary>Holders, assets, and the account rows of the pairs that were ever used; rows are never removed.</summary>
internal sealed class LedgerAccounts
{
    private readonly List<bool> _bounded = [];
    private readonly List<Int128> _turnovers = [];
    private readonly Rows<LedgerAccount> _rows = new();
    private readonly Dictionary<ulong, int> _rowOfPair = [];

    internal int Count => _rows.Count;

    internal uint HolderCount => (uint)_bounded.Count;

    internal uint AssetCount => (uint)_turnovers.Count;

    internal ref LedgerAccount this[int row] => ref _rows[row];

    internal uint OpenHolder(bool bounded)
    {
        _bounded.Add(bounded);
        return HolderCount;
    }

    internal uint OpenAsset()
    {
        _turnovers.Add(0);
        return AssetCount;
    }

    internal bool HasHolder(uint holder) => holder != 0 && holder <= HolderCount;

    internal bool HasAsset(uint asset) => asset != 0 && asset <= AssetCount;

    /// <summary>All that ever moved, was reserved or fell due in an asset.</summary>
    internal Int128 Turnover(uint asset) => _turnovers[(int)asset - 1];

    internal void Turn(uint asset, Int128 amount) => _turnovers[(int)asset - 1] += amount;

    internal int Find(uint holder, uint asset) => _rowOfPair.GetValueOrDefault(Pair(holder, asset), -1);

    internal int RowOf(uint holder, uint asset)
    {
        int row = Find(holder, asset);
        if (row >= 0) return row;

        row = _rows.Add(new LedgerAccount
        {
            Holder = holder,
            Asset = asset,
            Bounded = _bounded[(int)holder - 1],
        });
        _rowOfPair.Add(Pair(holder, asset), row);
        return row;
    }

    private static ulong Pair(uint holder, uint asset) => ((ulong)holder << 32) | asset;
}
