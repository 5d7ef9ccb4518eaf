namespace Gateway.Host.Configuration;

/// <summary>A trader; its row in records is its place here plus 1, as 0 stands for none.</summary>
/// <param name="Name">As orders name it.</param>
/// <param name="FirmRow">Its firm.</param>
public sealed record TraderConfig(string Name, int FirmRow);
