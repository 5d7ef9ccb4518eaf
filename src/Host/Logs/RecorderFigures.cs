using System.Text.Json.Serialization;

namespace Gateway.Host.Logs;

/// <summary>What a recorder has made durable.</summary>
/// <param name="Executions">Fills of known orders.</param>
/// <param name="Records">All records.</param>
/// <param name="Position">End of the last record in the stream.</param>
internal sealed record RecorderFigures(
    [property: JsonPropertyName("executions_log")] long Executions,
    [property: JsonPropertyName("records")] long Records,
    [property: JsonPropertyName("position")] long Position);
