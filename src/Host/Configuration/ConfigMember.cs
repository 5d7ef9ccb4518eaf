namespace Gateway.Host.Configuration;

/// <summary>One member of a JSON object; line and column are those of its name.</summary>
internal sealed record ConfigMember(string Name, int Line, int Column, ConfigNode Value);
