using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Makes a <see cref="DeclaredMessage"/> of a type annotated with <c>[Message]</c>.</summary>
internal static class MessageParser
{
    /// <summary>
    /// Whether anything can be generated for the type. Where not, an analyzer says why; where it can, the interface is emitted whatever else is wrong, so
    /// that one mistake does not show at every publish.
    /// </summary>
    public static bool CanEmit(INamedTypeSymbol type) =>
        type is { IsStatic: false, IsRefLikeType: false, TypeKind: TypeKind.Class or TypeKind.Struct } && TypeShell.CanExtend(type);

    /// <summary>The model, or null when nothing can be generated.</summary>
    public static DeclaredMessage? Parse(INamedTypeSymbol type, AttributeData attribute, CancellationToken cancellationToken)
    {
        if (!CanEmit(type))
        {
            return null;
        }

        var candidates = MemberParser.Candidates(type);
        var constructor = type.IsAbstract ? null : MessageConstructor.Find(type, candidates);
        var members = MemberParser.Parse(type, candidates, constructor).ToList();
        cancellationToken.ThrowIfCancellationRequested();
        var locals = new LocalNames();
        var fields = members.Select(member => FieldParser.Parse(member, locals)).ToEquatableArray();
        var arguments = attribute.ConstructorArguments;
        var routingKey = arguments.Length > 1 ? arguments[1].Value as string ?? "" : "";
        return new DeclaredMessage(
            new(
                TypeShell.Create(type),
                SymbolNames.Escape(type.Name),
                WireName(type, attribute),
                arguments.Length > 0 ? arguments[0].Value as string : null,
                routingKey,
                Named(attribute, "Durability") is { Value: int level } ? DurabilityName(level) : null,
                Named(attribute, "Mandatory") is { Value: true },
                fields,
                ReservedModel.Of(type),
                Construct(type, candidates, constructor, members),
                RoutingKeyParser.Parse(type, candidates, routingKey),
                type.Find("EphemeralAttribute")?.Argument<string>(0),
                new MarkedSymbols().Add(candidates).Add(candidates.SelectMany(RoutingKeyParser.Words)).Add(constructor?.Symbol).Marks,
                DerivesFromMessage(type)
            )
            {
                Json = JsonMembers.Of(type, members),
            }
        );
    }

    /// <summary>The type's identity on the wire.</summary>
    public static string WireName(INamedTypeSymbol type) => WireName(type, type.Find("MessageAttribute"));

    private static string WireName(INamedTypeSymbol type, AttributeData? attribute) =>
        attribute is not null && Named(attribute, "Name") is { Value: string { Length: > 0 } name } ? name : SymbolNames.Full(type);

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

    private static bool DerivesFromMessage(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (MessageTypes.IsMessage(current))
            {
                return true;
            }
        }

        return false;
    }

    private static ConstructionModel Construct(
        INamedTypeSymbol type,
        IReadOnlyList<ISymbol> candidates,
        MessageConstructor? constructor,
        List<MessageMember> members
    )
    {
        if (Problem(type, candidates, constructor, members) is { } problem)
        {
            return new ConstructionModel(problem, default, default);
        }

        var arguments = constructor!.Parameters.Select(pair =>
            pair.Member is { } member
                ? new ArgumentModel(SymbolNames.Escape(pair.Parameter.Name), member.Name)
                : new ArgumentModel(SymbolNames.Escape(pair.Parameter.Name), null, MessageConstructor.Constant(pair.Parameter))
        );
        var initialized = members.Where(member => IsInitialized(member, constructor)).Select(member => member.Symbol.Name);
        return new ConstructionModel(null, arguments.ToEquatableArray(), initialized.ToEquatableArray());
    }

    private static bool IsInitialized(MessageMember member, MessageConstructor constructor) =>
        member.IsSettable && (member.Parameter is null || (member.IsRequired && !constructor.SetsRequiredMembers));

    private static string? Problem(
        INamedTypeSymbol type,
        IReadOnlyList<ISymbol> candidates,
        MessageConstructor? constructor,
        List<MessageMember> members
    )
    {
        if (type.IsAbstract)
        {
            return $"{type.Name} is abstract and cannot be read: make it sealed.";
        }

        if (constructor is null)
        {
            return $"{type.Name} cannot be read: give it a constructor whose parameters are its properties, by name and type.";
        }

        var initialized = new HashSet<string>(
            members.Where(m => IsInitialized(m, constructor)).Select(m => m.Symbol.Name),
            StringComparer.Ordinal
        );
        if (
            !constructor.SetsRequiredMembers
            && MemberParser.Required(type).FirstOrDefault(m => !initialized.Contains(m.Name)) is { } required
        )
        {
            return MemberParser.IsIgnored(required)
                ? $"{type.Name} cannot be read: nothing sets its required member {required.Name}, which is ignored. Do not require it, or do not ignore it."
                : $"{type.Name} cannot be read: its required member {required.Name} is not public with a getter and a setter. "
                    + "Make it so, or do not require it.";
        }

        return UnsetMembers.Find(candidates, members) is { } unset
            ? $"{type.Name} cannot be read: {unset.Name} cannot be set. Give it an init accessor or a constructor parameter, compute it, or put [Ignore] on it."
            : null;
    }
}
