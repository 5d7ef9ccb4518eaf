using System;

namespace Gateway.Clearing;

/// <summary>A buyer and a seller with the house between them: what each owes it and gets from it.</summary>
/// <remarks>
/// Four legs, or two at price zero. Each side of it is a trade with the house; the house pays what it is paid and
/// delivers what it is delivered, so it ends flat. A negative price turns the money round.
/// </remarks>
internal struct Trade
{
    internal const int LegsMax = 4;

    internal uint Match;
    internal uint Instrument;
    internal uint Payer;
    internal uint Payee;
    internal uint Deliverer;
    internal uint Receiver;
    internal uint Currency;
    internal uint Security;
    internal uint Lots;

    /// <summary>Minor units, never negative.</summary>
    internal Int128 Cash;

    /// <summary>Sides that were busted.</summary>
    internal byte Busts;

    internal TradeState State;

    /// <summary>True: undoes a settled trade; it is settled like any, but is no trade of the venue.</summary>
    internal bool Reverses;

    /// <summary>Account rows of the ledger, one per key of cover.</summary>
    internal int PayerRow;

    internal int PayeeRow;

    internal int DelivererRow;

    internal int ReceiverRow;

    /// <summary>What is due can be settled: nobody has begun to undo it.</summary>
    internal readonly bool IsOpen => State == TradeState.Pending && Busts == 0;

    /// <summary>False when both sides are one account: it gives and gets the same, whatever it has.</summary>
    internal readonly bool MovesCash => Cash != 0 && PayerRow != PayeeRow;

    internal readonly bool MovesLots => DelivererRow != ReceiverRow;

    internal readonly Trade Reverse() => this with
    {
        Payer = Payee,
        Payee = Payer,
        Deliverer = Receiver,
        Receiver = Deliverer,
        PayerRow = PayeeRow,
        PayeeRow = PayerRow,
        DelivererRow = ReceiverRow,
        ReceiverRow = DelivererRow,
        Busts = 0,
        State = TradeState.Pending,
        Reverses = true,
    };

    internal readonly void AddTo(BookHash hash)
    {
        hash.Add(Match);
        hash.Add(Instrument);
        hash.Add(Payer);
        hash.Add(Payee);
        hash.Add(Deliverer);
        hash.Add(Receiver);
        hash.Add(Currency);
        hash.Add(Security);
        hash.Add(Lots);
        hash.Add(Cash);
        hash.Add((uint)Busts);
        hash.Add((uint)State);
        hash.Add(Reverses ? 1u : 0u);
    }
}
