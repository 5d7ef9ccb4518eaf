using System.Text;
using Gateway.Host.Inputs;
using Xunit;

namespace Gateway.Tests.Inputs;

/// <summary>One row of a LOBSTER file: what is read of it, and what is said of one that cannot be.</summary>
public sealed class LobsterRowTests
{
    [Theory]
    [InlineData("34200.004241176,1,16113575,18,5853300,1", 1, 16113575, 18, 5853300, true)]
    [InlineData("34200,4,1,4294967295,2147483600,-1", 4, 1, 4294967295, 2147483600, false)]
    [InlineData("0.1,2,1,1,100,1", 2, 1, 1, 100, true)]
    [InlineData("34200.123456789012345,3,1,1,100,1", 3, 1, 1, 100, true)]
    [InlineData("34200.1,5,0,1,5853350,1", 5, 0, 1, 5853350, true)]
    [InlineData("34200.1,7,0,0,-1,-1", 7, 0, 0, -1, false)]
    public void AGoodRowIsRead(string text, byte type, long order, long size, long price, bool buy)
    {
        Assert.Null(LobsterRow.Parse(Encoding.ASCII.GetBytes(text), out LobsterRow row));
        Assert.Equal(new LobsterRow(type, order, size, price, buy), row);
    }

    [Theory]
    [InlineData("", "six columns")]
    [InlineData("34200.1,1,1,1,100", "six columns")]
    [InlineData("34200.1,1,1,1,100,1,", "six columns")]
    [InlineData("34200.1,1,1,1,100,1,2", "six columns")]
    [InlineData("0.1,2,1,1,100,1,more,columns,", "six columns")]
    [InlineData("noon,1,1,1,100,1", "time")]
    [InlineData("-1,1,1,1,100,1", "time")]
    [InlineData(",1,1,1,100,1", "time")]
    [InlineData("1.2.3,1,1,1,100,1", "time")]
    [InlineData("1,0,1,1,100,1", "type")]
    [InlineData("1,8,1,1,100,1", "type")]
    [InlineData("1,1,x,1,100,1", "order id")]
    [InlineData("1,1,99999999999999999999,1,100,1", "order id")]
    [InlineData("1,1,1,1.5,100,1", "size")]
    [InlineData("1,1,1,1,1e5,1", "price")]
    [InlineData("1,1,1,1,100,2", "direction")]
    [InlineData("1,1,1,1,100,1 ", "direction")]
    [InlineData("1,1,1,0,100,1", "out of range")]
    [InlineData("1,4,1,4294967296,100,1", "out of range")]
    [InlineData("1,1,1,1,0,1", "out of range")]
    [InlineData("1,1,1,1,2147483700,1", "out of range")]
    [InlineData("1,1,1,1,150,1", "tick")]
    public void ABadRowIsExplained(string text, string fault)
    {
        Assert.Contains(fault, LobsterRow.Parse(Encoding.ASCII.GetBytes(text), out LobsterRow row));
        Assert.Equal(default, row);
    }
}
