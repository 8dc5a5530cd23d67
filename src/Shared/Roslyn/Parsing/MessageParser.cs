using Microsoft.CodeAnalysis;
using Waybill.Wire;

namespace Waybill.Roslyn.Parsing;

/// <summary>Makes a <see cref="MessageModel"/> of a type annotated with <c>[Message]</c>.</summary>
internal static class MessageParser
{
    /// <summary>
    /// Whether anything can be generated for the type. Where not, an analyzer says why; where it can, the interface is emitted whatever else is wrong, so
    /// that one mistake does not show at every publish.
    /// </summary>
    public static bool CanEmit(INamedTypeSymbol type) =>
        type is { IsStatic: false, IsRefLikeType: false, TypeKind: TypeKind.Class or TypeKind.Struct } && TypeShell.CanExtend(type);

    /// <summary>The model, or null when nothing can be generated.</summary>
    public static MessageModel? Parse(INamedTypeSymbol type, AttributeData attribute, CancellationToken cancellationToken)
    {
        if (!CanEmit(type))
        {
            return null;
        }

        var constructor = type.IsAbstract ? null : MemberParser.FindConstructor(type);
        var members = MemberParser.Parse(type, constructor).ToList();
        cancellationToken.ThrowIfCancellationRequested();
        var locals = new LocalNames();
        var fields = members.Select((member, index) => FieldParser.Parse(member, index + 1, locals)).ToEquatableArray();
        var arguments = attribute.ConstructorArguments;
        var routingKey = arguments.Length > 1 ? arguments[1].Value as string ?? "" : "";
        return new MessageModel(
            TypeShell.Create(type),
            SymbolNames.Escape(type.Name),
            WireName(type),
            arguments.Length > 0 ? arguments[0].Value as string : null,
            routingKey,
            Named(attribute, "Durability") is { Value: int level } ? DurabilityName(level) : null,
            Named(attribute, "Mandatory") is { Value: true },
            SchemaFingerprint.Compute(fields.Select(field => (field.Number, field.Name, field.ProtoType))),
            fields,
            Construct(type, constructor, members),
            RoutingKeyParser.Parse(type, routingKey),
            type.Find("EphemeralAttribute")?.Argument<string>(0)
        );
    }

    /// <summary>The type's identity on the wire.</summary>
    public static string WireName(INamedTypeSymbol type)
    {
        var attribute = type.GetAttributes().FirstOrDefault(a => a.AttributeClass?.IsNamed("Waybill", "MessageAttribute") == true);
        return attribute is not null && Named(attribute, "Name") is { Value: string { Length: > 0 } name } ? name : SymbolNames.Full(type);
    }

    private static TypedConstant? Named(AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static string? DurabilityName(int level) =>
        level switch
        {
            0 => "Memory",
            1 => "Buffered",
            2 => "Flushed",
            _ => null,
        };

    private static ConstructionModel Construct(INamedTypeSymbol type, IMethodSymbol? constructor, List<MessageMember> members)
    {
        if (constructor is null)
        {
            return new ConstructionModel(
                type.IsAbstract
                    ? $"{type.Name} is abstract and cannot be read: make it sealed."
                    : $"{type.Name} cannot be read: give it a constructor whose parameters are its properties, by name and type.",
                default,
                default
            );
        }

        var setsRequired = constructor
            .GetAttributes()
            .Any(a => a.AttributeClass?.IsNamed("System.Diagnostics.CodeAnalysis", "SetsRequiredMembersAttribute") == true);
        var arguments = new List<ArgumentModel>();
        var initialized = new List<int>();
        for (var i = 0; i < members.Count; i++)
        {
            var member = members[i];
            if (member.Parameter is { } parameter)
            {
                arguments.Add(new ArgumentModel(SymbolNames.Escape(parameter.Name), i + 1));
            }

            if (member.IsSettable && (member.Parameter is null || (member.IsRequired && !setsRequired)))
            {
                initialized.Add(i + 1);
            }
        }

        return new ConstructionModel(null, arguments.ToEquatableArray(), initialized.ToEquatableArray());
    }
}
