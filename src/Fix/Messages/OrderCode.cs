using System;
using Gateway.Wire;

namespace Gateway.Fix.Messages;

/// <summary>
/// Codes of an order that the records can hold; any other is refused, since what it asks for would be lost.
/// </summary>
internal static class OrderCode
{
    private const OrderFlags ExecInstFlags = OrderFlags.ReduceOnly | OrderFlags.PostOnly;

    /// <summary>Side (54): 1 buy, 2 sell, 5 sell short, 6 sell short exempt.</summary>
    internal static bool Side(ReadOnlySpan<byte> value, out byte side) =>
        FieldValue.Digit(value, out side) && side is 1 or 2 or 5 or 6;

    /// <summary>OrdType (40): 1 market, 2 limit.</summary>
    internal static bool Kind(ReadOnlySpan<byte> value, out byte kind) =>
        FieldValue.Digit(value, out kind) && kind is 1 or 2;

    /// <summary>TimeInForce (59): 0 day, 1 good till cancel, 3 immediate or cancel, 4 fill or kill.</summary>
    internal static bool TimeInForce(ReadOnlySpan<byte> value, out byte timeInForce) =>
        FieldValue.Character(value, out byte code) & FieldValue.Digit(value, out timeInForce)
        && code is (byte)'0' or (byte)'1' or (byte)'3' or (byte)'4';

    /// <summary>ExecInst (18), codes separated by spaces: E do not increase, 6 participate don't initiate.</summary>
    internal static bool ExecInst(ReadOnlySpan<byte> value, ref OrderFlags flags)
    {
        flags &= ~ExecInstFlags;
        for (int i = 0; i < value.Length; i += 2)
        {
            if (value[i] == 'E') flags |= OrderFlags.ReduceOnly;
            else if (value[i] == '6') flags |= OrderFlags.PostOnly;
            else return false;
            if (i + 1 < value.Length && value[i + 1] != ' ') return false;
        }

        return value.Length % 2 == 1;
    }

    /// <summary>PossResend (97): Y or N.</summary>
    internal static bool PossResend(ReadOnlySpan<byte> value, ref OrderFlags flags)
    {
        flags &= ~OrderFlags.PossResend;
        _ = FieldValue.Character(value, out byte code);
        if (code == 'Y') flags |= OrderFlags.PossResend;
        return code is (byte)'Y' or (byte)'N';
    }

    /// <summary>OrderCapacity (528): A, I, W agency; P, G principal; R riskless principal.</summary>
    internal static bool Capacity(ReadOnlySpan<byte> value, ref OrderFlags flags)
    {
        _ = FieldValue.Character(value, out byte code);
        OrderFlags capacity = code switch
        {
            (byte)'A' or (byte)'I' or (byte)'W' => OrderFlags.Agency,
            (byte)'P' or (byte)'G' => OrderFlags.Principal,
            (byte)'R' => OrderFlags.RisklessPrincipal,
            _ => OrderFlags.None,
        };
        flags = flags & ~OrderFlags.RisklessPrincipal | capacity;
        return capacity != OrderFlags.None;
    }

    /// <summary>Writes ExecInst, unless there is none.</summary>
    internal static void WriteExecInst(FixOutput output, OrderFlags flags)
    {
        ReadOnlySpan<byte> codes = (flags & ExecInstFlags) switch
        {
            OrderFlags.ReduceOnly => "E"u8,
            OrderFlags.PostOnly => "6"u8,
            ExecInstFlags => "E 6"u8,
            _ => default,
        };
        if (!codes.IsEmpty) output.Text("18="u8, codes);
    }

    /// <summary>Writes OrderCapacity, unless there is none.</summary>
    internal static void WriteCapacity(FixOutput output, OrderFlags flags)
    {
        ReadOnlySpan<byte> code = (flags & OrderFlags.RisklessPrincipal) switch
        {
            OrderFlags.Agency => "A"u8,
            OrderFlags.Principal => "P"u8,
            OrderFlags.RisklessPrincipal => "R"u8,
            _ => default,
        };
        if (!code.IsEmpty) output.Text("528="u8, code);
    }
}
