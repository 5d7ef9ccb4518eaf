namespace Gateway.Fix;

/// <summary>Where one field of a message lies: <c>tag=value</c> up to, without, its SOH.</summary>
/// <param name="Tag">The tag as a number; negative or 0 when the sender wrote that.</param>
/// <param name="Start">First byte of the value, from the message's first byte.</param>
/// <param name="Length">Bytes of the value; may be 0.</param>
public readonly record struct FixField(int Tag, int Start, int Length);
