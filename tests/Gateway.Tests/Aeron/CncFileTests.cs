using System.IO;
using Gateway.Aeron;
using Gateway.Native;
using Xunit;

namespace Gateway.Tests.Aeron;

public sealed class CncFileTests
{
    [Theory]
    [InlineData(0, 0, "not ready")]
    [InlineData(0, 0x010000, "version 1.0: only 0.x is understood")]
    [InlineData(4, 65537, "length 65537 of the to-driver ring does not fit")]
    [InlineData(8, -1, "length -1 of the broadcast does not fit")]
    [InlineData(16, 0, "length 0 of the counters values does not fit")]
    [InlineData(16, 65537, "length 65537 of the counters values does not fit")]
    [InlineData(12, 262143, "length 262143 of the counters metadata does not fit")]
    [InlineData(20, -1, "length -1 of the error log does not fit")]
    [InlineData(20, int.MaxValue, "528384 bytes: its parts take 2147943423")]
    public void ABrokenFieldIsNamed(int offset, int value, string told)
    {
        using var folder = new TemporaryDirectory();
        AeronDirectory.Create(folder.Aeron, 1, IpcRig.NowMs).Dispose();
        string path = Path.Combine(folder.Aeron, CncFile.Name);
        using (MappedFile file = MappedFile.Open(path, 0, readOnly: false)) file.WriteInt(offset, value);

        Assert.Equal(
            $"{path}: {told}", Assert.Throws<InvalidDataException>(() => CncFile.Open(folder.Aeron)).Message);
    }

    [Fact]
    public void CountersRunOut()
    {
        using var folder = new TemporaryDirectory();
        using CncFile cnc = AeronDirectory.Create(folder.Aeron, 1, IpcRig.NowMs);
        var key = new CounterKey(4, "sub-pos", 1, 2, 3, new string('c', 500), 4);
        for (int id = 0; id < cnc.Counters.Capacity; id++)
        {
            Assert.Equal(id, cnc.Counters.Allocate(key, 5, 6, IpcRig.NowMs));
        }

        Assert.Equal(380, cnc.Counters.Entry(511).Label.Length);
        Assert.Equal(
            "all 512 counters are in use",
            Assert.Throws<IOException>(() => cnc.Counters.Allocate(key, 5, 6, IpcRig.NowMs)).Message);
    }
}
