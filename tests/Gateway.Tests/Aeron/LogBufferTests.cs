using System;
using System.IO;
using Gateway.Aeron;
using Gateway.Native;
using Xunit;

namespace Gateway.Tests.Aeron;

public sealed class LogBufferTests
{
    private const int Terms = 3 * IpcRig.TermLength;

    [Theory]
    [InlineData(276, 0, "term length 0: not a power of two from 64 KiB to 1 GiB")]
    [InlineData(276, 65537, "term length 65537: not a power of two from 64 KiB to 1 GiB")]
    [InlineData(276, 32768, "term length 32768: not a power of two from 64 KiB to 1 GiB")]
    [InlineData(276, int.MinValue, "term length -2147483648: not a power of two from 64 KiB to 1 GiB")]
    [InlineData(276, 131072, "200704 bytes: three terms of 131072 make 397312")]
    [InlineData(276, 1 << 30, "200704 bytes: three terms of 1073741824 make 3221229568")]
    [InlineData(280, 0, "page size 0: not a power of two from 4 KiB to 1 GiB")]
    [InlineData(280, 4097, "page size 4097: not a power of two from 4 KiB to 1 GiB")]
    [InlineData(280, 1 << 30, "200704 bytes: three terms of 65536 make 1073741824")]
    [InlineData(268, 24, "header length 24: not 32")]
    [InlineData(272, 32, "MTU 32: not a multiple of 32 from 64 to 65504")]
    [InlineData(272, 1400, "MTU 1400: not a multiple of 32 from 64 to 65504")]
    [InlineData(272, 65536, "MTU 65536: not a multiple of 32 from 64 to 65504")]
    [InlineData(496, 0x0300, "log type 3: neither publication nor image")]
    [InlineData(324, 0x0001_c001, "default header 0x0001c001: not version 0, flags 0xC0, type 1")]
    [InlineData(340, 9, "default header of term 9: the initial term is 5")]
    [InlineData(24, -1, "active term count -1: below 0")]
    [InlineData(24, 1, "tail of term 3: not that of active term count 1")]
    [InlineData(4, 4, "tail of term 4: not that of active term count 0")]
    [InlineData(4, 6, "tail of term 6: not that of active term count 0")]
    [InlineData(0, 33, "tail offset 33: not a multiple of 32")]
    [InlineData(0, -32, "tail offset -32: not a multiple of 32")]
    public void ABrokenFieldIsNamed(int offset, int value, string told)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("log");
        LogBuffer.Create(path, 1, IpcRig.Settings with { InitialTermId = 5 }).Dispose();
        using (MappedFile file = MappedFile.Open(path, 0, readOnly: false)) file.WriteInt(Terms + offset, value);

        var fault = Assert.Throws<InvalidDataException>(() => LogBuffer.Open(path, readOnly: true));
        Assert.Equal($"{path}: {told}", fault.Message);
    }

    [Theory]
    [InlineData(0, "0 bytes, 200704 needed")]
    [InlineData(200703, "200703 bytes, 200704 needed")]
    public void AShortFileIsRefused(int bytes, string told)
    {
        using var folder = new TemporaryDirectory();
        string path = folder.File("log");
        File.WriteAllBytes(path, new byte[bytes]);
        Assert.Equal($"{path}: {told}", Assert.Throws<IOException>(() => LogBuffer.Open(path, true)).Message);
    }

    [Theory]
    [InlineData(65535, 1408, 4096, 0, 0, "term length 65535: not a power of two from 64 KiB to 1 GiB")]
    [InlineData(65536, 1400, 4096, 0, 0, "MTU 1400: not a multiple of 32 from 64 to 65504")]
    [InlineData(65536, 1408, 4000, 0, 0, "page size 4000: not a power of two from 4 KiB to 1 GiB")]
    [InlineData(65536, 1408, 4096, -1, 0, "start term count -1: below 0")]
    [InlineData(65536, 1408, 4096, 0, 33, "start term offset 33: not a multiple of 32 in the term")]
    [InlineData(65536, 1408, 4096, 0, 65568, "start term offset 65568: not a multiple of 32 in the term")]
    public void ASettingOutOfRangeIsNamedAndLeavesNoFile(
        int term, int mtu, int page, int count, int offset, string told)
    {
        using var folder = new TemporaryDirectory();
        LogSettings settings = IpcRig.Settings with
        {
            TermLength = term,
            Mtu = mtu,
            PageSize = page,
            StartTermCount = count,
            StartTermOffset = offset,
        };

        var fault = Assert.Throws<ArgumentException>(() => LogBuffer.Create(folder.File("log"), 1, settings));
        Assert.Equal(told, fault.Message);
        Assert.False(File.Exists(folder.File("log")));
    }

    [Fact]
    public void AFileThatExistsIsNotTouched()
    {
        using var folder = new TemporaryDirectory();
        File.WriteAllText(folder.File("log"), "x");
        Assert.Throws<IOException>(() => LogBuffer.Create(folder.File("log"), 1, IpcRig.Settings));
        Assert.Equal("x", File.ReadAllText(folder.File("log")));
    }

    [Fact]
    public void ALogIsOpenedAsItWasMade()
    {
        using var folder = new TemporaryDirectory();
        LogSettings settings = IpcRig.Settings with { PageSize = 1 << 20 };
        using LogBuffer log = LogBuffer.Create(folder.File("log"), 9, settings);
        using LogBuffer again = LogBuffer.Open(log.Path, readOnly: true);
        Assert.Equal(1 << 20, new FileInfo(log.Path).Length);
        Assert.Equal(
            (9, IpcRig.Session, IpcRig.Stream, IpcRig.TermLength, 1408, int.MaxValue - 1),
            (again.RegistrationId, again.SessionId, again.StreamId, again.TermLength, again.Mtu, again.InitialTermId));
        Assert.False(again.IsConnected);
        Assert.Equal(0, again.ProducerPosition);
    }
}
