using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Waybill.Analyzers.Reliability.Effects;

/// <summary>What keys are called.</summary>
internal static class KeyNames
{
    private static readonly Regex s_deduplication = new(
        "Idempot|Dedup|^(Source|Origin(al)?|Inbox|Processed|Handled)?(Message|Event|Command|Delivery)_?(Id|Key)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    );

    private static readonly Regex s_tracing = new("Correlation|Causation|Trace|Span|Conversation|Session", RegexOptions.CultureInvariant);

    /// <summary>Whether a name says that its value is there to tell repetitions: IdempotencyKey, MessageId.</summary>
    public static bool IsDeduplication(string name) => s_deduplication.IsMatch(name);

    /// <summary>Whether a published value of that name is a key to others: Id, OrderId, Key; not CorrelationId.</summary>
    public static bool IsIdentity(string name) => EndsInKey(name) && !s_tracing.IsMatch(name);

    /// <summary>Whether a parameter or column by its name carries a key.</summary>
    public static bool EndsInKey(string name) =>
        name.EndsWith("Id", StringComparison.Ordinal)
        || name.EndsWith("Key", StringComparison.Ordinal)
        || name.EndsWith("ID", StringComparison.Ordinal)
        || string.Equals(name, "id", StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, "key", StringComparison.OrdinalIgnoreCase);

    /// <summary>The primary key of an entity: marked [Key], else Id or its name and Id; null when it cannot be told.</summary>
    public static IPropertySymbol? PrimaryKey(INamedTypeSymbol entity)
    {
        var properties = Properties(entity).ToList();
        var marked = properties.Where(property =>
            property.GetAttributes().Any(a => a.AttributeClass?.Name is "KeyAttribute" or "BsonIdAttribute")
        );
        return marked.FirstOrDefault()
            ?? properties.FirstOrDefault(property => string.Equals(property.Name, "Id", StringComparison.OrdinalIgnoreCase))
            ?? properties.FirstOrDefault(property => string.Equals(property.Name, entity.Name + "Id", StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                yield return property;
            }
        }
    }
}
