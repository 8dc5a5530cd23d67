using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Waybill.Manifests;

namespace Waybill.Roslyn.Parsing;

/// <summary>Reads what annotated string constants declare. A field that is no string constant declares nothing.</summary>
internal static class TopologyParser
{
    public static ExchangeEntry? ParseExchange(IFieldSymbol field, AttributeData attribute) =>
        Constant(field) is string name && attribute.EnumArgument<ExchangeType>(0) is { } type
            ? new ExchangeEntry(name, type, attribute.Named("Durable", true), Ephemeral(field))
            {
                Format = attribute.NamedEnum("Format", MessageFormat.Protobuf),
            }
            : null;

    public static QueueEntry? ParseQueue(IFieldSymbol field, AttributeData attribute) =>
        Constant(field) is string name
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
        return Constant(field) is string queue && attribute.Argument<string>(last) is { } pattern
            ? new BindingEntry(
                queue,
                last == 0 ? null : attribute.Argument<string>(0),
                pattern,
                attribute.NamedEnum("Match", HeaderMatch.All),
                attribute.NamedArray<string>("Arguments").ToEquatableArray()
            )
            : null;
    }

    // A literal is read off the source: the compiler would look first for what else its value may depend on.
    private static object? Constant(IFieldSymbol field) =>
        field is { IsConst: true, Type.SpecialType: SpecialType.System_String }
        && DefaultValues.Initializer(field) is LiteralExpressionSyntax { Token.Value: string text }
            ? text
            : field.ConstantValue;

    private static string? Ephemeral(IFieldSymbol field) => field.Find("EphemeralAttribute")?.Argument<string>(0);
}
