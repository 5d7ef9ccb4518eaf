using System;

namespace Gateway.Clearing;

/// <summary>How a <see cref="Transfer"/> moves its amount. Spec: clearing.md section 9.</summary>
[Flags]
public enum TransferFlags : ushort
{
    /// <summary>Posts at once, alone.</summary>
    None = 0,

    /// <summary>The next transfer of the batch belongs to the same chain: all of it or nothing.</summary>
    Linked = 1,

    /// <summary>Waits for a post or a void, and reserves its amount until then.</summary>
    Pending = 2,

    /// <summary>Posts a pending transfer, all of it or a part; the rest is released.</summary>
    Post = 4,

    /// <summary>Ends a pending transfer without posting.</summary>
    Void = 8,

    /// <summary>With <see cref="Pending"/>: an obligation; it reserves nothing and needs no cover.</summary>
    /// <remarks>
    /// A trade is a trade whether or not its buyer has the money yet, so novation must not depend on cover; and an
    /// obligation that reserved would keep its account from paying anything else first. Cover is tested when it is
    /// posted, over the whole chain together: a leg may spend what another brings. Our addition to section 9.
    /// </remarks>
    Due = 16,
}
