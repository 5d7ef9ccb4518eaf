using System;

namespace Gateway.Simulation;

/// <summary>A process is killed where this is thrown; only the part that it is of catches it.</summary>
internal sealed class Crash : Exception;
