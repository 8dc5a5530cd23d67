using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Waybill.Analyzers.Reliability.Effects;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Reliability;

/// <summary>
/// Chooses the property by which a message is known again. Only where one candidate is left, and not for a message that an entity has many of: two
/// StockChanged of one product are two messages, and the second one would be dropped.
/// </summary>
internal static class IdempotencyKey
{
    private static readonly Regex s_manyOfOne = new(
        "(Changed|Updated|Adjusted|Moved|Modified|Renamed|Added|Removed|Progress(ed)?|Reported|Measured|Sampled|Deposited|Withdrawn|Charged|Viewed|Clicked"
            + "|Ticked|Logged|Retried|Synced|Refreshed|Received|Reading|Tick|Update|Change|Adjust\\w*|Add\\w*|Remove\\w*|Deposit|Withdraw|Charge|Notify\\w*|Track\\w*)$"
            + "|^(Update|Change|Adjust|Add|Remove|Deposit|Withdraw|Charge|Move|Notify|Track|Refresh|Sync)[A-Z]",
        RegexOptions.CultureInvariant
    );

    /// <summary>The property's name; null when the message's id is the only sure key.</summary>
    /// <param name="message">The message.</param>
    /// <param name="from">The handler's assembly.</param>
    public static string? Choose(ITypeSymbol message, IAssemblySymbol from)
    {
        var candidates = Properties(message).Where(property => IsKey(property, from)).Select(property => property.Name).Distinct().ToList();
        return candidates.Find(name => name == message.Name + "Id")
            ?? (
                s_manyOfOne.IsMatch(message.Name)
                    ? null
                    : Only(candidates.Where(name => IsEntityOf(message.Name, name)))
                        ?? candidates.Find(name => name == "Id")
                        ?? Only(candidates)
            );
    }

    private static string? Only(IEnumerable<string> names) => names.ToList() is [var name] ? name : null;

    /// <summary>OrderId in OrderCreated.</summary>
    private static bool IsEntityOf(string message, string key) =>
        key.Length > 2 && message.StartsWith(key.Substring(0, key.Length - 2), StringComparison.Ordinal);

    private static bool IsKey(IPropertySymbol property, IAssemblySymbol from) =>
        property is { IsStatic: false, IsIndexer: false, GetMethod: { } getter }
        && from.CanUse(getter)
        && property.Name.EndsWith("Id", StringComparison.Ordinal)
        && KeyNames.IsIdentity(property.Name)
        && property.NullableAnnotation != NullableAnnotation.Annotated
        && (ConverterParser.OfKey(property, from)?.Wire ?? property.Type) is var type
        && (
            type.SpecialType is SpecialType.System_String or SpecialType.System_Int32 or SpecialType.System_Int64
            || type.IsNamed("System", "Guid")
        );

    private static IEnumerable<IPropertySymbol> Properties(ITypeSymbol type)
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
