using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Gateway.Native;
using Xunit;

namespace Gateway.Tests.Native;

/// <summary>The C# side of the border against gw.h and the library itself.</summary>
public class AbiTests
{
    /// <summary>C type and name of each field of gw_event_t, with the C# field that lies there.</summary>
    private static readonly (string Declared, int Offset, string Field)[] Event =
    [
        ("const uint8_t *data", 0, "_data"),
        ("uint64_t time_ns", 8, nameof(NetEvent.TimeNs)),
        ("uint64_t token", 16, nameof(NetEvent.Token)),
        ("uint32_t length", 24, "_length"),
        ("uint32_t conn", 28, nameof(NetEvent.Conn)),
        ("uint32_t type", 32, nameof(NetEvent.Kind)),
        ("uint32_t flags", 36, "_flags"),
    ];

    [Fact]
    public void AnEventIsLaidOutAsInTheHeader()
    {
        Assert.Equal(40, Unsafe.SizeOf<NetEvent>());
        Assert.Equal(GwHeader.EventFields(), Array.ConvertAll(Event, row => row.Declared));
        foreach ((_, int offset, string field) in Event) Assert.Equal(offset, (int)Marshal.OffsetOf<NetEvent>(field));
    }

    [Fact]
    public void AnEventHasNoFieldBesides() =>
        Assert.Equal(Event.Length, typeof(NetEvent).GetFields(Everything).Length);

    [Theory]
    [InlineData("GW_CONNECTIONS_MAX", Net.ConnectionsMax)]
    [InlineData("GW_PIECE_BYTES_MAX", Net.PieceBytesMax)]
    [InlineData("GW_EVENT_DATA", (int)NetEventKind.Data)]
    [InlineData("GW_EVENT_OPEN", (int)NetEventKind.Open)]
    [InlineData("GW_EVENT_CLOSED", (int)NetEventKind.Closed)]
    [InlineData("GW_MEMORY_HUGE", 1)]
    [InlineData("GW_MEMORY_LOCKED", 2)]
    public void AConstantIsThatOfTheHeader(string name, int value) => Assert.Equal(value, GwHeader.Constant(name));

    [Fact]
    public void TheBindingsAreTheHeadersFunctionsInItsOrder()
    {
        List<string> bound = [];
        foreach (MethodInfo method in Methods())
        {
            if (method.GetCustomAttribute<LibraryImportAttribute>() is { EntryPoint: { } name }) bound.Add(name);
        }

        Assert.Equal(GwHeader.Functions(), bound);
    }

    [Fact]
    public void TheLibraryExportsEachFunction()
    {
        nint library = NativeLibrary.Load("gw", typeof(Net).Assembly, null);
        Assert.DoesNotContain(GwHeader.Functions(), name => !NativeLibrary.TryGetExport(library, name, out _));
    }

    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private static MethodInfo[] Methods()
    {
        MethodInfo[] methods = typeof(Gw).GetMethods(Everything | BindingFlags.DeclaredOnly);
        Array.Sort(methods, (one, other) => one.MetadataToken.CompareTo(other.MetadataToken));
        return methods;
    }
}
