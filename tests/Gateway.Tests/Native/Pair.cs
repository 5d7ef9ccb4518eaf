using System;
using System.Text;
using Gateway.Native;
using Xunit;

namespace Gateway.Tests.Native;

/// <summary>Two stacks on one thread with one connection between them, both open; of whichever back end.</summary>
internal sealed class Pair : IDisposable
{
    private const int WaitMs = 5_000;

    private readonly NetEvent[] _events = new NetEvent[Net.BurstMax];

    internal Pair(string server, string client)
    {
        Server = Net.Open(server);
        Client = Net.Open(client);
        Address = Listen(Server, server);
        Assert.Equal(0, Client.Connect(Address, out uint made));
        Made = made;
        NetEvent taken = Next(Server);
        Taken = taken.Conn;
        Assert.True(taken is { Kind: NetEventKind.Open, Accepted: true });
        Assert.True(Next(Client) is { Kind: NetEventKind.Open, Accepted: false });
    }

    /// <summary>Where the server listens.</summary>
    internal string Address { get; }

    internal Net Server { get; }

    internal Net Client { get; }

    internal uint Made { get; }

    internal uint Taken { get; }

    public void Dispose()
    {
        Server.Dispose();
        Client.Dispose();
    }

    /// <summary>Listens where nobody else does; the address.</summary>
    internal static string Listen(Net net, string config)
    {
        bool kernel = config.StartsWith("kernel");
        string address = kernel ? "127.0.0.1:0" : $"pair:{Guid.NewGuid():N}";
        int port = net.Listen(address);
        Assert.True(kernel ? port > 0 : port == 0, $"errno {-port}");
        return kernel ? $"127.0.0.1:{port}" : address;
    }

    /// <summary>The one event that a stack must have, or will soon.</summary>
    internal NetEvent Next(Net net)
    {
        int count = 0;
        for (long start = Environment.TickCount64; count == 0 && Environment.TickCount64 - start < WaitMs;)
            count = net.Poll(7, _events.AsSpan(0, 1));
        Assert.Equal(1, count);
        return _events[0];
    }

    /// <summary>Reads so many bytes as one text and gives them back; nothing follows.</summary>
    internal string Read(Net net, int bytes)
    {
        var text = new StringBuilder();
        while (text.Length < bytes)
        {
            NetEvent received = Next(net);
            text.Append(Encoding.Latin1.GetString(received.Bytes));
            net.Release(received);
        }

        Assert.Equal(0, net.Poll(7, _events));
        return text.ToString();
    }
}
