using System;
using System.Collections.Generic;
using System.Text;
using Gateway.Clearing;
using Gateway.Wire;

namespace Gateway.Tests.Clearing;

/// <summary>The log of a small market: accounts 1 to 4 are A to D, instrument 1 is S, a tick a cent.</summary>
internal sealed class MarketLog
{
    internal const uint Usd = 1;
    internal const uint Jpy = 2;

    private ulong _sequence;

    /// <summary>Opens the market; each account gets that much cash (minor units) and lots.</summary>
    internal MarketLog(Int128 cash, Int128 lots, int accounts = 4)
    {
        Name(NameKind.Currency, Usd, "USD");
        Name(NameKind.Currency, Jpy, "JPY");
        Name(NameKind.Symbol, 1, "S");
        Instrument(1, 1, 1_000_000, Usd);
        for (uint account = 1; account <= accounts; account++)
        {
            Name(NameKind.Account, account, ((char)('A' + account - 1)).ToString());
            if (cash != 0) Cash(account, cash * 1_000_000, Usd);
            if (lots != 0) Lots(account, lots, 1);
        }
    }

    internal List<Record> Records { get; } = [];

    internal Record Name(NameKind kind, uint row, string text, byte part = 0)
    {
        var name = new Name
        {
            Header = Wire.Name.HeaderBits,
            Sequence = ++_sequence,
            Row = row,
            Kind = kind,
            Part = part,
            Length = (byte)text.Length,
        };
        name.Text.Set(Encoding.UTF8.GetBytes(text).AsSpan(0, Math.Min(text.Length, Text28.SizeBytes)));
        return Add(new Record { Name = name });
    }

    internal Record Instrument(uint row, uint symbol, ulong tickE8, uint currency) => Add(new Record
    {
        Instrument = new Instrument
        {
            Header = Wire.Instrument.HeaderBits,
            Sequence = ++_sequence,
            Row = row,
            Symbol = symbol,
            TickE8 = tickE8,
            LotE4 = 10_000,
            MultiplierE4 = 10_000,
            Currency = (byte)currency,
        },
    });

    internal Record Cash(uint account, Int128 amountE8, uint currency, MovementKind kind = MovementKind.Opening) =>
        Move(account, amountE8, Record.NoRow, currency, kind);

    internal Record Lots(uint account, Int128 lots, uint instrument, MovementKind kind = MovementKind.Opening) =>
        Move(account, lots, instrument, 0, kind);

    /// <summary>A fill: side 1 buys, 2 sells.</summary>
    internal Record Fill(
        uint match, ulong order, byte side, uint account, int price, uint quantity, char type = 'F',
        uint instrument = 1) =>
        Add(new Record
        {
            Execution = new Execution
            {
                Header = Execution.HeaderBits,
                OrderId = order,
                Price = price,
                Quantity = quantity,
                Instrument = instrument,
                Account = account,
                ExecType = (byte)type,
                Side = side,
                Match = match,
            },
        });

    /// <summary>Both fills of a match.</summary>
    internal void Trade(uint match, uint buyer, uint seller, int price, uint quantity)
    {
        Fill(match, match * 2, 1, buyer, price, quantity);
        Fill(match, (match * 2) + 1, 2, seller, price, quantity);
    }

    internal void Bust(uint match, bool buySide) =>
        Fill(match, (match * 2) + (buySide ? 0u : 1u), buySide ? (byte)1 : (byte)2, 1, 0, 0, 'H');

    /// <summary>A book that took every record; positions are those of frames in a log.</summary>
    internal ClearingBook Book()
    {
        var book = new ClearingBook();
        ApplyTo(book);
        return book;
    }

    internal void ApplyTo(ClearingBook book, int from = 0)
    {
        for (int i = from; i < Records.Count; i++) book.Apply(Records[i], Position(i));
    }

    internal static long Position(int index) => (index + 1) * 96L;

    internal static Int128 Balance(ClearingBook book, string account, string asset)
    {
        Int128 balance = 0;
        for (int row = 0; row < book.AccountCount; row++)
        {
            LedgerAccount a = book.Account(row);
            if (book.HolderName(a.Holder) == account && book.AssetName(a.Asset) == asset) balance += a.Balance;
        }

        return balance;
    }

    private Record Move(uint account, Int128 amount, uint instrument, uint currency, MovementKind kind) =>
        Add(new Record
        {
            Movement = new Movement
            {
                Header = Movement.HeaderBits,
                Sequence = ++_sequence,
                Amount = amount,
                Instrument = instrument,
                Account = account,
                Currency = currency,
                Kind = kind,
            },
        });

    private Record Add(Record record)
    {
        Records.Add(record);
        return record;
    }
}
