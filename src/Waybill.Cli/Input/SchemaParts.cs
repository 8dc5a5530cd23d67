using Waybill.Schemas;

namespace Waybill.Cli.Input;

/// <summary>Parts of a schema.</summary>
internal static class SchemaParts
{
    /// <summary>The messages of these names and all that their fields are made of.</summary>
    public static SchemaSet Reachable(SchemaSet schema, IEnumerable<string> names)
    {
        var found = new Dictionary<string, MessageSchema>(StringComparer.Ordinal);
        var open = new Queue<string>(names);
        while (open.TryDequeue(out var name))
        {
            if (!found.ContainsKey(name) && schema.Message(name) is { } message)
            {
                found.Add(name, message);
                foreach (var inner in message.Fields.Select(field => field.Message).OfType<string>())
                {
                    open.Enqueue(inner);
                }
            }
        }

        var enums = found.Values.SelectMany(message => message.Enums).ToHashSet(StringComparer.Ordinal);
        return SchemaSet.Of(found.Values, schema.Enums.Where(@enum => enums.Contains(@enum.Name)));
    }

    /// <summary>The messages that fields name and the schema has not.</summary>
    public static IEnumerable<string> Missing(SchemaSet schema) =>
        schema
            .Messages.SelectMany(message => message.Fields)
            .Select(field => field.Message)
            .OfType<string>()
            .Where(name => schema.Message(name) is null)
            .Distinct()
            .Order(StringComparer.Ordinal);
}
