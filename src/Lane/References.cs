using System;
using Gateway.Wire;

namespace Gateway.Lane;

/// <summary>Turns reference prices into Price rows with their collar. Spec: records.md section 3, rule 9.</summary>
public static class References
{
    private const int BasisPoints = 10_000;

    /// <summary>Makes the row of a reference: the opening one, then the venue's last trade.</summary>
    /// <param name="market">Collar and age of the instrument.</param>
    /// <param name="instrument">Row in the instrument table.</param>
    /// <param name="reference">Ticks.</param>
    /// <returns>A Price record without sequence and time.</returns>
    public static Record Row(LaneMarket market, uint instrument, int reference)
    {
        LaneInstrument of = market.Instruments[instrument];
        long width = Math.Abs((long)reference) * of.CollarBp / BasisPoints;
        Record row = default;
        row.Header = Price.HeaderBits;
        row.Price.Reference = reference;
        (int low, int high) = of.AlwaysPass ?? (reference, reference);
        row.Price.Low = (int)Math.Max(Math.Min(reference - width, low), -int.MaxValue);
        row.Price.High = (int)Math.Min(Math.Max(reference + width, high), int.MaxValue);
        row.Price.AgeMsMax = of.AgeMsMax;
        row.Price.Instrument = instrument;
        row.Price.Source = market.VenueRow;
        return row;
    }
}
