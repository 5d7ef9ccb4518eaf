using Gateway.Wire;

namespace Gateway.Host.Brokers;

/// <summary>A message of a broker, by its number.</summary>
internal struct SentMessage
{
    /// <summary>The order it is about.</summary>
    internal int Order;

    /// <summary>What it asked.</summary>
    internal Operation Operation;

    /// <summary>It had its answer.</summary>
    internal bool Answered;
}
