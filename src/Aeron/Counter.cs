namespace Gateway.Aeron;

/// <summary>A counter as it was when it was read.</summary>
/// <param name="Id">Its row.</param>
/// <param name="TypeId">1 pub-lmt, 4 sub-pos, 12 pub-pos, …; aeron.md section 5.</param>
/// <param name="Label">For people.</param>
/// <param name="Value">Value.</param>
/// <param name="RegistrationId">Of what it belongs to.</param>
/// <param name="OwnerId">The client that has it.</param>
/// <param name="ReferenceId">Of a sub-pos: the publication that is read.</param>
public readonly record struct Counter(
    int Id, int TypeId, string Label, long Value, long RegistrationId, long OwnerId, long ReferenceId);
