namespace Gateway.Simulation;

/// <summary>A process with sessions, whose journals are memory, and a log or journal beside them.</summary>
internal abstract class SessionPart : Part
{
    /// <param name="machine">What it leaves behind.</param>
    /// <param name="name">Such as <c>lane</c>.</param>
    protected SessionPart(Machine machine, string name)
        : base(machine, name) => Fuse.Marks(() => Written);

    /// <summary>Bytes of its log or journal; it is only appended to.</summary>
    protected abstract long Written { get; }

    /// <summary>Undoes a part of what it appended last.</summary>
    /// <param name="from">What there was at its last access to a session's journal: all behind may be undone.</param>
    protected abstract void Tear(long from);

    /// <inheritdoc/>
    protected override void Tear()
    {
        if (!Fuse.IsBurnt) return;
        if (IsUp && Written > Fuse.Mark) Tear(Fuse.Mark);
        else Fuse.Last?.Tear(Machine.Dice);
    }
}
