using System;
using Gateway.Fix;
using Gateway.Fix.Messages;

namespace Gateway.Venue;

/// <summary>Reads members' application messages and hands them on, or refuses what is not served.</summary>
/// <param name="journal">Keeps D, F and G first; null: nobody does.</param>
/// <param name="members">Who asks.</param>
/// <param name="orders">Takes D, F and G.</param>
/// <param name="feed">Takes V.</param>
/// <param name="symbols">What is listed.</param>
/// <param name="tally">Counts them.</param>
internal sealed class FrontDesk(
    VenueJournal? journal,
    Membership members,
    OrderDesk orders,
    MarketDataFeed feed,
    SymbolIndex symbols,
    ExchangeTally tally)
{
    private const int RequiredTagMissing = 1; // 373
    private const int Other = 0; // 380, as the following
    private const int UnknownSecurity = 2;
    private const int UnsupportedMessageType = 3;
    private const int ConditionallyRequiredMissing = 5;

    private ulong _journalled;

    /// <summary>Acts on a message that a session delivered; every member has room.</summary>
    /// <param name="index">The member's.</param>
    /// <param name="message">The message.</param>
    /// <param name="nowNs">Now.</param>
    internal void Take(int index, in FixMessage message, ulong nowNs)
    {
        tally.Messages++;
        byte type = message.MsgType.Length == 1 ? message.MsgType[0] : (byte)0;
        switch (type)
        {
            case (byte)'D' or (byte)'F' or (byte)'G':
                TakeOrder(index, message, nowNs);
                break;
            case (byte)'V':
                Subscribe(index, message, nowNs);
                break;
            case (byte)'j' or (byte)'3':
                break;
            default:
                Refuse(index, message, UnsupportedMessageType, "message type is not served"u8, nowNs);
                break;
        }
    }

    /// <summary>Handles a request of the journal again.</summary>
    /// <param name="index">The member's.</param>
    /// <param name="message">A D, F or G.</param>
    /// <param name="timeNs">When it was handled.</param>
    /// <returns>False when it cannot be read.</returns>
    internal bool Restore(int index, in FixMessage message, ulong timeNs)
    {
        tally.Messages++;
        _journalled++;
        if (OrderRequest.Decode(message, out OrderRequest request, out _) != CodecFault.None) return false;
        orders.Handle(index, request, timeNs);
        return true;
    }

    /// <summary>The journal has told all: it decides what the members' sessions have taken.</summary>
    internal void EndRestore()
    {
        foreach (Member member in members.All) member.Session.Settle(_journalled);
    }

    private void TakeOrder(int index, in FixMessage message, ulong nowNs)
    {
        CodecFault fault = OrderRequest.Decode(message, out OrderRequest request, out int tag);
        switch (fault)
        {
            case CodecFault.None:
                Keep(index, message, nowNs);
                orders.Handle(index, request, nowNs);
                break;
            case CodecFault.ConditionallyRequiredMissing:
                Refuse(index, message, ConditionallyRequiredMissing, "limit order without a price"u8, nowNs);
                break;
            default:
                Reject(index, message, tag, nowNs);
                break;
        }
    }

    /// <summary>What is refused is not kept: it comes again, and is refused again.</summary>
    private void Keep(int index, in FixMessage message, ulong nowNs)
    {
        if (journal == null) return;
        members[index].Session.Promise(_journalled++);
        journal(index, nowNs, message.Bytes);
    }

    private void Subscribe(int index, in FixMessage message, ulong nowNs)
    {
        CodecFault fault = MarketDataRequest.Decode(message, out MarketDataRequest request, out int tag);
        if (fault != CodecFault.None)
        {
            Reject(index, message, tag, nowNs);
            return;
        }

        if (request.Malformed || request.Id.Length > Text32.BytesMax)
        {
            Refuse(index, message, Other, "a value is wrong or too long"u8, nowNs);
            return;
        }

        foreach (ReadOnlySpan<byte> symbol in request.Symbols)
        {
            if (symbols.Find(symbol) >= 0) continue;
            Refuse(index, message, UnknownSecurity, "unknown symbol"u8, nowNs);
            return;
        }

        feed.Subscribe(members[index], request, symbols);
    }

    private void Reject(int index, in FixMessage message, int tag, ulong nowNs)
    {
        tally.MessagesRefused++;
        members[index].Session.Reject(message, RequiredTagMissing, tag, nowNs);
    }

    private void Refuse(int index, in FixMessage message, int reason, ReadOnlySpan<byte> text, ulong nowNs)
    {
        tally.MessagesRefused++;
        members[index].Session.RejectBusiness(message, reason, text, nowNs);
    }
}
