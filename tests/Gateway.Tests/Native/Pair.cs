using System;
using System.Text;
using Gateway.Native;
using Xunit;

namespace Gateway.Tests.Native;

/// <summary>Two stacks on one thread with one connection between them, both open.</summary>
internal sealed class Pair : IDisposable
{
    private readonly NetEvent[] _events = new NetEvent[Net.BurstMax];

    internal Pair(string server, string client)
    {
        Server = Net.Open(server);
        Client = Net.Open(client);
        string address = $"pair:{Guid.NewGuid():N}";
        Assert.Equal(0, Server.Listen(address));
        Assert.Equal(0, Client.Connect(address, out uint made));
        Made = made;
        NetEvent taken = Next(Server);
        Taken = taken.Conn;
        Assert.True(taken is { Kind: NetEventKind.Open, Accepted: true });
        Assert.True(Next(Client) is { Kind: NetEventKind.Open, Accepted: false });
    }

    internal Net Server { get; }

    internal Net Client { get; }

    internal uint Made { get; }

    internal uint Taken { get; }

    public void Dispose()
    {
        Server.Dispose();
        Client.Dispose();
    }

    /// <summary>The one event that a stack must have.</summary>
    internal NetEvent Next(Net net)
    {
        Assert.Equal(1, net.Poll(7, _events.AsSpan(0, 1)));
        return _events[0];
    }

    /// <summary>Reads all there is as one text and gives it back.</summary>
    internal string Read(Net net)
    {
        var text = new StringBuilder();
        for (int count; (count = net.Poll(7, _events)) > 0;)
        {
            foreach (NetEvent received in _events.AsSpan(0, count))
            {
                text.Append(Encoding.Latin1.GetString(received.Bytes));
                net.Release(received);
            }
        }

        return text.ToString();
    }
}
