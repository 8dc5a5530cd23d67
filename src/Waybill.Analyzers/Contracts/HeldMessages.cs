using Microsoft.CodeAnalysis;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>What the messages are that fields hold. Parses these alone, for the rest of the compilation is not asked of and may be broken.</summary>
internal static class HeldMessages
{
    /// <summary>
    /// The message of a name, and all that it holds in turn, as far as the compilation declares them; null where a part of that cannot be used as it stands, or has a name that is
    /// another's too: what it is meant to be nobody knows yet.
    /// </summary>
    public static SchemaSet? Of(string name, SchemaSet locked, Compilation compilation, CancellationToken cancellationToken)
    {
        var names = WireNames.Of(compilation);
        var naming = SourceSchema.Naming(compilation);
        var asked = new HashSet<string>(StringComparer.Ordinal) { name };
        var open = new Queue<string>(asked);
        var parts = new List<SchemaSet>();
        while (open.Count > 0)
        {
            var next = open.Dequeue();
            if (names.IsShared(next))
            {
                return null;
            }

            if (names.Owner(next) is not { } type)
            {
                continue;
            }

            var part =
                SourceSchema.Of(UnionParser.RootOf(type) ?? type, naming, locked, cancellationToken)
                ?? SourceSchema.Of(ForeignMessages.Parse(type, compilation.Assembly), naming, locked);
            if (!part.IsWhole)
            {
                return null;
            }

            parts.Add(part.Schema);
            foreach (
                var inner in part.Schema.Messages.SelectMany(message => message.Fields).Select(field => field.Message).OfType<string>()
            )
            {
                if (asked.Add(inner))
                {
                    open.Enqueue(inner);
                }
            }
        }

        return SchemaSet.Of(parts.SelectMany(part => part.Messages), parts.SelectMany(part => part.Enums));
    }
}
