using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Gateway.Tests.Market;

/// <summary>All lines of <c>log export</c>, and the texts of rows that it gives.</summary>
/// <param name="Rows">In the order of the log.</param>
public sealed record ExportedLog(IReadOnlyList<ExportedRow> Rows)
{
    internal static ExportedLog Parse(string output) =>
        new([.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new ExportedRow(Json(line)))]);

    internal IEnumerable<ExportedRow> Of(string record) => Rows.Where(row => row.Record == record);

    /// <summary>Row and text of one kind of Name.</summary>
    internal Dictionary<uint, string> Names(int kind) =>
        Of("Name").Where(name => name["kind"] == kind && name["part"] == 0)
            .ToDictionary(name => name["row"], name => name.Text);

    private static JsonElement Json(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}
