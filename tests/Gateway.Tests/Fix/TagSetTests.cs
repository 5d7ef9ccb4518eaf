using System.Linq;
using Gateway.Fix;
using Xunit;

namespace Gateway.Tests.Fix;

/// <summary>The bit sets against lists of the standard.</summary>
public sealed class TagSetTests
{
    private static readonly int[] Header =
    [
        8, 9, 34, 35, 43, 49, 50, 52, 56, 57, 90, 91, 97, 115, 116, 122, 128, 129, 142, 143, 144, 145, 212, 213, 347,
        369,
        370, 627, 628, 629, 630, 1128, 1129, 1156,
    ];

    private static readonly int[] Trailer = [10, 89, 93];

    [Fact]
    public void TheHeadersTagsAreThoseOfTheStandard()
    {
        for (int tag = -70; tag < 3000; tag++)
        {
            Assert.Equal(Header.Contains(tag), HeaderTag.Holds(tag));
            Assert.Equal(Trailer.Contains(tag), HeaderTag.IsTrailer(tag));
            Assert.Equal(tag <= 0 || Header.Contains(tag) || Trailer.Contains(tag), HeaderTag.IsOdd(tag));
        }
    }

    [Fact]
    public void TheLengthTagsAreThoseOfTheStandard()
    {
        for (int tag = -70; tag < 3000; tag++) Assert.Equal(Splitting.IsLength(tag), DataLength.IsTag(tag));
    }
}
