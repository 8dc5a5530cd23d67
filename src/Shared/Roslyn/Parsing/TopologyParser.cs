using Microsoft.CodeAnalysis;
using Waybill.Manifests;

namespace Waybill.Roslyn.Parsing;

/// <summary>Reads what annotated string constants declare. A field that is no string constant declares nothing.</summary>
internal static class TopologyParser
{
    public static ExchangeEntry? ParseExchange(IFieldSymbol field, AttributeData attribute) =>
        field.ConstantValue is string name && attribute.EnumArgument<ExchangeType>(0) is { } type
            ? new ExchangeEntry(name, type, attribute.Named("Durable", true), Ephemeral(field))
            {
                Format = attribute.NamedEnum("Format", MessageFormat.Protobuf),
            }
            : null;

    public static QueueEntry? ParseQueue(IFieldSymbol field, AttributeData attribute) =>
        field.ConstantValue is string name
            ? new QueueEntry(
                name,
                attribute.Named("Durable", true),
                attribute.Named<string?>("DeadLetter", null),
                attribute.Named("Lease", QueueEntry.DefaultLease),
                Ephemeral(field)
            )
            {
                Accept = attribute.NamedEnum("Accept", MessageFormat.Protobuf),
            }
            : null;

    public static BindingEntry? ParseBinding(IFieldSymbol field, AttributeData attribute)
    {
        var last = attribute.ConstructorArguments.Length - 1;
        return field.ConstantValue is string queue && attribute.Argument<string>(last) is { } pattern
            ? new BindingEntry(
                queue,
                last == 0 ? null : attribute.Argument<string>(0),
                pattern,
                attribute.NamedEnum("Match", HeaderMatch.All),
                attribute.NamedArray<string>("Arguments").ToEquatableArray()
            )
            : null;
    }

    private static string? Ephemeral(IFieldSymbol field) => field.Find("EphemeralAttribute")?.Argument<string>(0);
}
