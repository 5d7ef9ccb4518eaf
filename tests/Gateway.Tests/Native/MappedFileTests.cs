using System;
using System.IO;
using Gateway.Native;
using Xunit;

namespace Gateway.Tests.Native;

public sealed class MappedFileTests : IDisposable
{
    private const int Length = 4096;

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"gw-mapped-{Guid.NewGuid():N}");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void ANewFileIsZeroes()
    {
        using MappedFile file = MappedFile.Create(_path, Length);
        Assert.Equal(Length, file.Length);
        Assert.Equal(Length, new FileInfo(_path).Length);
        Assert.Equal(-1, file.Slice(0, Length).IndexOfAnyExcept((byte)0));
    }

    [Fact]
    public void WhatOneMappingWritesAnotherReads()
    {
        using MappedFile file = MappedFile.Create(_path, Length);
        using MappedFile reader = MappedFile.Open(_path, Length, readOnly: true);
        file.WriteInt(4, -5);
        file.WriteLongVolatile(Length - 8, long.MinValue);
        file.WriteLong(16, 7);
        file.WriteIntVolatile(24, 9);
        Assert.Equal(-5, reader.ReadIntVolatile(4));
        Assert.Equal(long.MinValue, reader.ReadLong(Length - 8));
        Assert.Equal(7, reader.ReadLongVolatile(16));
        Assert.Equal(9, reader.ReadInt(24));
    }

    [Fact]
    public void AnExchangeNeedsWhatIsExpected()
    {
        using MappedFile file = MappedFile.Create(_path, Length);
        Assert.True(file.TryExchangeLong(8, 0, 5));
        Assert.False(file.TryExchangeLong(8, 0, 6));
        Assert.Equal(5, file.ReadLong(8));
    }

    [Theory]
    [InlineData(-4)]
    [InlineData(Length - 3)]
    [InlineData(Length)]
    [InlineData(2)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void AnIntOutsideOrUnalignedIsACrash(long offset)
    {
        using MappedFile file = MappedFile.Create(_path, Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadInt(offset));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.WriteInt(offset, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadIntVolatile(offset));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.WriteIntVolatile(offset, 1));
    }

    [Theory]
    [InlineData(-8)]
    [InlineData(Length - 4)]
    [InlineData(4)]
    public void ALongOutsideOrUnalignedIsACrash(long offset)
    {
        using MappedFile file = MappedFile.Create(_path, Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadLong(offset));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.WriteLongVolatile(offset, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.TryExchangeLong(offset, 0, 1));
    }

    [Theory]
    [InlineData(0, Length + 1)]
    [InlineData(1, Length)]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(Length + 1, 0)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public void ASliceOutsideIsACrash(long offset, int length)
    {
        using MappedFile file = MappedFile.Create(_path, Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Slice(offset, length).Length);
        Assert.Equal(0, file.Slice(Length, 0).Length);
    }

    [Fact]
    public void AfterDisposeEverythingIsOutside()
    {
        MappedFile file = MappedFile.Create(_path, Length);
        file.Dispose();
        file.Dispose();
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadInt(0));
    }

    [Fact]
    public void AFileThatExistsIsNotMadeAgain()
    {
        File.WriteAllText(_path, "mine");
        Assert.Throws<IOException>(() => MappedFile.Create(_path, Length));
        Assert.Equal("mine", File.ReadAllText(_path));
    }

    [Fact]
    public void AFileThatDoesNotFitTheDiskLeavesNothing()
    {
        Assert.ThrowsAny<IOException>(() => MappedFile.Create(_path, 1L << 55));
        Assert.False(File.Exists(_path));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 11)]
    public void AFileThatIsTooShortIsRefused(int length, long lengthMin)
    {
        File.WriteAllBytes(_path, new byte[length]);
        IOException refused = Assert.Throws<IOException>(() => MappedFile.Open(_path, lengthMin, readOnly: true));
        Assert.Contains(_path, refused.Message);
    }

    [Fact]
    public void AFileThatIsMissingIsAnIoException() =>
        Assert.ThrowsAny<IOException>(() => MappedFile.Open(_path, 1, readOnly: false));
}
