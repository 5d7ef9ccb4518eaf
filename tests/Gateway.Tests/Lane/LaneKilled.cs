using System;

namespace Gateway.Tests.Lane;

/// <summary>The lane's process is killed here.</summary>
internal sealed class LaneKilled : Exception
{
}
