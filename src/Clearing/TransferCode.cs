namespace Gateway.Clearing;

/// <summary>Why a <see cref="Transfer"/> is made.</summary>
public enum TransferCode : ushort
{
    /// <summary>No reason.</summary>
    None = 0,

    /// <summary>Opening balance; the movement kinds follow in their order.</summary>
    Opening = 1,

    /// <summary>Deposit.</summary>
    Deposit = 2,

    /// <summary>Withdrawal.</summary>
    Withdrawal = 3,

    /// <summary>Fee.</summary>
    Fee = 4,

    /// <summary>Income.</summary>
    Income = 5,

    /// <summary>The money of a trade.</summary>
    Cash = 16,

    /// <summary>The lots of a trade.</summary>
    Securities = 17,
}
