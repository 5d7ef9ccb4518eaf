using Gateway.Wire;

namespace Gateway.Host.Logs;

/// <summary>What a log holds up to a position.</summary>
/// <param name="Executions">Fills of known orders.</param>
/// <param name="Records">All records.</param>
/// <param name="Position">End of the last record in the stream, or where the log begins.</param>
internal readonly record struct LogCount(long Executions, long Records, long Position)
{
    /// <summary>With one record more.</summary>
    /// <param name="record">The record.</param>
    /// <param name="position">Its end in the stream.</param>
    /// <returns>The new count.</returns>
    internal LogCount With(in Record record, long position)
    {
        bool fill = record.TemplateId == Execution.TemplateId && record.Execution.ExecType == 'F';
        int executions = fill && record.Execution.OrderId != 0 ? 1 : 0;
        return new LogCount(Executions + executions, Records + 1, position);
    }
}
