using System.Collections.Generic;
using Gateway.Host.Configuration;
using Gateway.Wire;

namespace Gateway.Host.Inputs;

/// <summary>Plays a LOBSTER file on the first instrument. Spec: records.md section 7.</summary>
/// <remarks>All is worked out at the start: nothing is allocated while it plays.</remarks>
public sealed class LobsterInput : IInput
{
    private const byte Buy = 1;
    private const byte Sell = 2;
    private const byte Limit = 2;
    private const byte ImmediateOrCancel = 3;
    private const long E4ToE8 = 10_000;

    private readonly List<Intent> _intents = [];
    private readonly Dictionary<long, (int Order, long Quantity, int Account)> _live = [];
    private readonly MarketConfig _market;
    private readonly int[] _sessionOfFirm;
    private int _account = -1;
    private int _next;

    /// <summary>Works out what each row asks.</summary>
    /// <param name="file">Rows.</param>
    /// <param name="market">Accounts and their sessions; at least two firms.</param>
    public LobsterInput(LobsterFile file, MarketConfig market)
    {
        _market = market;
        _sessionOfFirm = new int[market.Firms.Length];
        for (int i = market.Sessions.Length - 1; i >= 0; i--) _sessionOfFirm[market.Sessions[i].FirmRow] = i;
        foreach (LobsterRow row in file.Rows) Add(row);
    }

    /// <summary>Rows that ask nothing: hidden executions, crosses, halts, changes of orders that the file never
    /// gave.</summary>
    public int LeftOut { get; private set; }

    /// <inheritdoc/>
    public int MessagesMax => _intents.Count;

    /// <inheritdoc/>
    public int OrdersMax { get; private set; }

    /// <inheritdoc/>
    public bool TryNext(out Intent intent)
    {
        bool more = _next < _intents.Count;
        intent = more ? _intents[_next++] : default;
        return more;
    }

    private void Add(in LobsterRow row)
    {
        switch (row.Type)
        {
            case 1:
                _account = (_account + 1) % _market.Accounts.Length;
                _live[row.OrderId] = (OrdersMax, row.Size, _account);
                AddNew(row, _account, row.Buy ? Buy : Sell, timeInForce: 0);
                break;
            case 2 when _live.ContainsKey(row.OrderId):
                Reduce(row);
                break;
            case 3 when _live.ContainsKey(row.OrderId):
                AddChange(Operation.Cancel, row, 0);
                break;
            case 4:
                AddNew(row, AnotherBroker(row.OrderId), row.Buy ? Sell : Buy, ImmediateOrCancel);
                break;
            default:
                LeftOut++;
                break;
        }
    }

    private void AddNew(in LobsterRow row, int account, byte side, byte timeInForce) => _intents.Add(new Intent
    {
        Operation = Operation.New,
        Order = OrdersMax++,
        Session = _sessionOfFirm[_market.Accounts[account].FirmRow],
        Account = account,
        Side = side,
        Kind = Limit,
        TimeInForce = timeInForce,
        PriceE8 = row.PriceE4 * E4ToE8,
        QuantityE4 = row.Size * Units.E4,
    });

    private void Reduce(in LobsterRow row)
    {
        (int order, long quantity, int account) = _live[row.OrderId];
        long left = quantity - row.Size;
        _live[row.OrderId] = (order, left, account);
        AddChange(left > 0 ? Operation.Replace : Operation.Cancel, row, left);
    }

    private void AddChange(Operation operation, in LobsterRow row, long quantity)
    {
        (int order, _, int account) = _live[row.OrderId];
        _intents.Add(new Intent
        {
            Operation = operation,
            Order = order,
            Session = _sessionOfFirm[_market.Accounts[account].FirmRow],
            Account = account,
            Side = row.Buy ? Buy : Sell,
            Kind = Limit,
            PriceE8 = row.PriceE4 * E4ToE8,
            QuantityE4 = quantity * Units.E4,
        });
    }

    /// <summary>The next account of another firm than the one whose order rests.</summary>
    private int AnotherBroker(long orderId)
    {
        bool known = _live.TryGetValue(orderId, out (int Order, long Quantity, int Account) order);
        int resting = known ? order.Account : _account;
        int firm = _market.Accounts[resting < 0 ? 0 : resting].FirmRow;
        do
        {
            _account = (_account + 1) % _market.Accounts.Length;
        }
        while (_market.Accounts[_account].FirmRow == firm);
        return _account;
    }
}
