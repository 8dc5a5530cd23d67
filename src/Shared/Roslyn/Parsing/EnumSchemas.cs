using System.Globalization;
using Microsoft.CodeAnalysis;
using Waybill.Schemas;

namespace Waybill.Roslyn.Parsing;

/// <summary>Finds what an enum is on the wire.</summary>
internal static class EnumSchemas
{
    public static EnumSchema Of(INamedTypeSymbol type) =>
        new(
            SymbolNames.Full(type),
            EnumSchema.InOrder(
                type.GetMembers()
                    .OfType<IFieldSymbol>()
                    .Where(member => member.HasConstantValue)
                    .Select(member => new EnumValueSchema(
                        member.Name,
                        Convert.ToDecimal(member.ConstantValue, CultureInfo.InvariantCulture)
                    ))
            )
        );
}
