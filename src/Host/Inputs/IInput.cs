namespace Gateway.Host.Inputs;

/// <summary>A source of what brokers send, in order; the brokers' thread alone calls it.</summary>
public interface IInput
{
    /// <summary>No more messages than this come.</summary>
    int MessagesMax { get; }

    /// <summary>No more orders than this come.</summary>
    int OrdersMax { get; }

    /// <summary>Takes the next one.</summary>
    /// <param name="intent">What to send.</param>
    /// <returns>False at the end.</returns>
    bool TryNext(out Intent intent);
}
