using Waybill.Manifests;
using Waybill.Wire;

namespace Waybill.Roslyn.Parsing;

/// <summary>What an assembly's messages are in JSON, as far as names go.</summary>
internal static class JsonMemberNames
{
    /// <summary>How names are written where anything asks for JSON: the assembly, one of its exchanges or one of its queues; null where nothing does.</summary>
    /// <param name="said">What <c>[assembly: WaybillJson]</c> says; null where it does not stand.</param>
    /// <param name="exchanges">The exchanges that the assembly declares.</param>
    /// <param name="queues">The queues that it declares.</param>
    public static JsonNaming? NamingOf(JsonNaming? said, IEnumerable<ExchangeEntry> exchanges, IEnumerable<QueueEntry> queues) =>
        said
        ?? (
            exchanges.Any(exchange => exchange.Format == MessageFormat.Json) || queues.Any(queue => queue.Accept == MessageFormat.Json)
                ? JsonNaming.CamelCase
                : null
        );

    /// <summary>The members that have a form, in the order in which they are written, or the cases of a union, each with its name.</summary>
    public static IEnumerable<(FieldModel Field, string Name)> Of(MessageModel message, JsonNaming naming) =>
        message.Cases is null
            ? message
                .Json.Select(member => (Field: message.Field(member.Field), member.Name))
                .Where(member => member.Field.Value is not null)
                .Select(member => (member.Field, member.Name ?? JsonMemberName.Of(member.Field.Name, naming)))
            : message.Fields.Where(@case => @case.Value is not null).Select(@case => (@case, JsonMemberName.Of(@case.Name, naming)));

    /// <summary>The first two that are one to who reads names whatever their case, as System.Text.Json does; null where no two are.</summary>
    public static (string First, string Second, string Name)? Alike(IEnumerable<(FieldModel Field, string Name)> members)
    {
        var known = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, name) in members)
        {
            if (known.TryGetValue(name, out var first))
            {
                return (first, field.Name, name);
            }

            known.Add(name, field.Name);
        }

        return null;
    }
}
