using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Gateway.Perf.Micro;

/// <summary>`bench`: in this process, whose settings are the gateway's.</summary>
internal static class Benchmarks
{
    internal static int Run(string[] args)
    {
        IConfig config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        _ = BenchmarkSwitcher.FromAssembly(typeof(Benchmarks).Assembly).Run(args, config);
        return 0;
    }
}
