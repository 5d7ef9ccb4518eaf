namespace Gateway.Aeron;

/// <summary>Where a frame comes from and where it lies: two words of its header, ready to be stored.</summary>
/// <param name="OffsetAndSession">Term offset below, session above.</param>
/// <param name="StreamAndTerm">Stream below, term id above.</param>
internal readonly record struct FrameSource(long OffsetAndSession, long StreamAndTerm);
