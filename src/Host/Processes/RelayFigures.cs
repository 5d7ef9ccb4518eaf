using System.Text.Json.Serialization;

namespace Gateway.Host.Processes;

/// <summary>What a relay has done.</summary>
/// <param name="Cuts">Connections that it has cut.</param>
public sealed record RelayFigures([property: JsonPropertyName("cuts")] long Cuts);
