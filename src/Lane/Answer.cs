using System.Runtime.InteropServices;

namespace Gateway.Lane;

/// <summary>What the report of one record says besides the record: taken when the record was made, before later
/// records of the burst moved the order on.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Answer
{
    /// <summary>CumQty, lots.</summary>
    internal ulong CumQuantity;

    /// <summary>AvgPx × 10⁸.</summary>
    internal long AveragePriceE8;

    /// <summary>Log position behind the record; the report's ExecID.</summary>
    internal long Position;

    /// <summary>Row of the fill that the record is; 0 of no fill.</summary>
    internal uint Fill;

    /// <summary>Row of the fill that the record undoes or corrects; 0 none.</summary>
    internal uint Undone;

    /// <summary>Slot of the order; -1: the record is of none.</summary>
    internal int Slot;

    /// <summary>Price that stands, ticks.</summary>
    internal int Price;

    /// <summary>OrderQty that stands, lots.</summary>
    internal uint OrderQuantity;

    /// <summary>LeavesQty, lots.</summary>
    internal uint Leaves;

    /// <summary>Where the texts of a refused request begin in the burst.</summary>
    internal int TextStart;

    /// <summary>Bytes of OrigClOrdID as the broker wrote it.</summary>
    internal byte OriginalBytes;

    /// <summary>Bytes of Symbol as the broker wrote it.</summary>
    internal byte SymbolBytes;

    /// <summary>Bytes of Account as the broker wrote it.</summary>
    internal byte AccountBytes;

    /// <summary>OrdStatus (39).</summary>
    internal byte Status;

    /// <summary>OrdRejReason (103) or CxlRejReason (102) of a refusal.</summary>
    internal byte Reason;

    /// <summary>The report goes to nobody: a row, a name, a fill of an unknown order.</summary>
    internal bool Silent;
}
