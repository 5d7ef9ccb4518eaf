using System;
using System.Collections.Generic;
using System.Linq;
using Gateway.Fix;

namespace Gateway.Tests.Fix;

/// <summary>The application of the acceptance definitions: specs/fix.md section 2.</summary>
internal sealed class EchoApplication
{
    private static readonly int[] HeaderTags = [50, 57, 97, 115, 116, 128, 129, 144, 145];
    private readonly HashSet<string> _seen = [];

    internal void Deliver(FixSession session, in FixMessage message, ulong nowNs)
    {
        string type = FixText.Text(message.MsgType);
        if (type is not ("D" or "d"))
        {
            session.RejectBusiness(message, 3, "Unsupported Message Type"u8, nowNs);
            return;
        }

        bool first = _seen.Add(FixText.Text(message.Get(11)));
        if (type == "D" && !first && message.Get(97).SequenceEqual("Y"u8)) return;
        Echo(session, message, nowNs);
    }

    private static void Echo(FixSession session, in FixMessage message, ulong nowNs)
    {
        FixOutput output = session.Begin(message.MsgType, nowNs);
        var fields = new List<(int Tag, string Value)>();
        foreach (FixField field in message.Fields) fields.Add((field.Tag, FixText.Text(message.Value(field))));
        int[] dropped = [8, 9, 35, 34, 43, 49, 52, 56, 122, 10];
        foreach ((int tag, string value) in fields.Where(field => !dropped.Contains(field.Tag))
            .OrderBy(field => !HeaderTags.Contains(field.Tag)).ThenBy(field => field.Tag))
        {
            output.Text(FixText.Bytes($"{tag}="), FixText.Bytes(value));
        }

        session.End();
    }
}
