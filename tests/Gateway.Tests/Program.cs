using System.Linq;
using Gateway.Tests.Aeron;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Gateway.Tests;

/// <summary>Runs the tests as xunit's own entry point does, or is the process that one of them kills.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        if (args is [KilledWriter.Verb, string directory]) return KilledWriter.Run(directory);
        bool platform = args.Any(arg => arg is "--server" or "--internal-msbuild-node");
        return platform
            ? TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).Result
            : ConsoleRunner.Run(args).Result;
    }
}
