using System.IO;
using Gateway.Native;
using Xunit;

namespace Gateway.Tests.Native;

public sealed class FolderFlushTests
{
    private const int NoEntry = 2;

    [Fact]
    public void AFolderIsFlushed() => FolderFlush.Flush(Path.GetTempPath());

    [Fact]
    public void AMissingFolderIsNamedWithItsErrno()
    {
        IOException fault = Assert.Throws<IOException>(() => FolderFlush.Flush("/missing/folder"));
        Assert.Equal(NoEntry, fault.HResult);
        Assert.Contains("/missing/folder", fault.Message);
    }
}
