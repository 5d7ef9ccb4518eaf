using System;
using System.Text;
using Gateway.Clearing;
using Xunit;

namespace Gateway.Tests.Clearing;

public sealed class ChecksumTests
{
    /// <summary>RFC 3720, appendix B.4, and the check value of the CRC catalogue.</summary>
    [Theory]
    [InlineData("123456789", 0xE3069283)]
    [InlineData("", 0u)]
    public void ItIsCrc32C(string text, uint expected) =>
        Assert.Equal(expected, Checksum.Of(0, Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void ZerosAndOnesAreThoseOfTheRfc()
    {
        byte[] bytes = new byte[32];
        Assert.Equal(0x8A9136AAu, Checksum.Of(0, bytes));
        Array.Fill(bytes, byte.MaxValue);
        Assert.Equal(0x62A8AB43u, Checksum.Of(0, bytes));
    }
}
