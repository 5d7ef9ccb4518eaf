using System.Net;
using System.Net.Sockets;
using Gateway.Native;
using Xunit;

namespace Gateway.Tests.Native;

/// <summary>What the kernel's sockets tell and byte pipes never do; the other end is a managed socket.</summary>
public class KernelNetTests
{
    private const int Invalid = -22;
    private const int InUse = -98;
    private const int NotHere = -99;
    private const int NotConnected = -107;

    [Theory]
    [InlineData("venue:1")]
    [InlineData("localhost:7001")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:65536")]
    public void AnAddressIsNumericOrRefused(string address)
    {
        using Net net = Net.Open("kernel");
        Assert.Equal(Invalid, net.Listen(address));
        Assert.Equal(Invalid, net.Connect(address, out uint conn));
        Assert.Equal(0u, conn);
    }

    [Fact]
    public void APortInUseAndAnAddressOfOthersAreRefused()
    {
        using var pair = new Pair("kernel", "kernel");
        Assert.Equal(InUse, pair.Client.Listen(pair.Address));
        Assert.Equal(NotHere, pair.Client.Listen("192.0.2.1:0"));
    }

    [Fact]
    public void AClosedPortIsToldClosed()
    {
        using var pair = new Pair("kernel", "kernel");
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        string address = closed.LocalEndpoint.ToString()!;
        closed.Stop();
        Assert.Equal(0, pair.Client.Connect(address, out uint conn));
        NetEvent told = pair.Next(pair.Client);
        Assert.Equal((NetEventKind.Closed, conn), (told.Kind, told.Conn));
    }

    [Fact]
    public void AResetEndsTheConnectionAfterWhatCameBefore()
    {
        using var pair = new Pair("kernel", "kernel");
        using Socket stranger = Dial(pair);
        uint conn = pair.Next(pair.Server).Conn;
        Assert.Equal(2, stranger.Send("by"u8));
        stranger.LingerState = new LingerOption(true, 0);
        stranger.Dispose();

        Assert.Equal("by"u8, Take(pair).Bytes);
        NetEvent told = pair.Next(pair.Server);
        Assert.Equal((NetEventKind.Closed, conn), (told.Kind, told.Conn));
        Assert.Equal(NotConnected, pair.Server.Send(conn, "x"u8));
        Assert.Equal(3, pair.Client.Send(pair.Made, "yet"u8));
        pair.Client.Flush();
        Assert.Equal("yet", pair.Read(pair.Server, 3));
    }

    [Fact]
    public void WhatIsSentBeforeACloseArrivesThoughNobodyReadTheRest()
    {
        using var pair = new Pair("kernel", "kernel");
        using Socket stranger = Dial(pair);
        uint conn = pair.Next(pair.Server).Conn;
        Assert.Equal(6, stranger.Send("unread"u8));
        Assert.Equal(4, pair.Server.Send(conn, "last"u8));
        pair.Server.Close(conn);
        Assert.Equal(NetEventKind.Closed, pair.Next(pair.Server).Kind);
        Assert.Equal(0, pair.Server.Poll(7, new NetEvent[1]));

        byte[] got = new byte[10];
        Assert.Equal(4, stranger.Receive(got));
        Assert.Equal(0, stranger.Receive(got));
    }

    private static NetEvent Take(Pair pair)
    {
        NetEvent piece = pair.Next(pair.Server);
        pair.Server.Release(piece);
        return piece;
    }

    private static Socket Dial(Pair pair)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPEndPoint.Parse(pair.Address));
        return socket;
    }
}
