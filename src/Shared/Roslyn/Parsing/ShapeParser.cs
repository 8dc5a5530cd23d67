using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Finds what a type is on the wire and how an object of it is made: all of a message but what publishing it needs.</summary>
internal static class ShapeParser
{
    /// <param name="type">The type.</param>
    /// <param name="vantage">Where the code stands.</param>
    /// <param name="name">The type's identity on the wire.</param>
    /// <param name="shape">The struct that reads and writes it; null for a type that does so itself.</param>
    public static MessageModel Parse(INamedTypeSymbol type, Vantage vantage, string name, string? shape) =>
        Parse(type, vantage, MemberParser.Candidates(type, vantage), name, shape, new MarkedSymbols());

    /// <inheritdoc cref="Parse(INamedTypeSymbol, Vantage, string, string?)" />
    /// <param name="type" />
    /// <param name="vantage" />
    /// <param name="candidates">The type's members.</param>
    /// <param name="name" />
    /// <param name="shape" />
    /// <param name="named">What its code names beside the members.</param>
    public static MessageModel Parse(
        INamedTypeSymbol type,
        Vantage vantage,
        IReadOnlyList<ISymbol> candidates,
        string name,
        string? shape,
        MarkedSymbols named
    )
    {
        var constructor = type.IsAbstract ? null : MessageConstructor.Find(type, candidates, vantage);
        var members = MemberParser.Parse(candidates, constructor, vantage).ToList();
        var locals = new LocalNames();
        var fields = members.Select(member => FieldParser.Parse(member, type, locals)).ToEquatableArray();
        return new MessageModel(
            TypeShell.Create(type),
            shape is null ? SymbolNames.Escape(type.Name) : SymbolNames.Global(type),
            name,
            fields,
            ReservedModel.Of(type),
            Construct(type, candidates, constructor, members, vantage.Assembly),
            named.Add(candidates).Add(members.Select(ConverterParser.NamedBy)).Add(constructor?.Symbol).Marks
        )
        {
            Shape = shape,
            IsSensitive = IsSensitive(members, fields),
            Redaction = RedactionParser.Parse(type),
            Json = JsonMembers.Of(type, members),
        };
    }

    /// <summary>What errors may tell of, however deep: a message's members, and what a converter's constructor is given. Values of other types have no members of their own.</summary>
    private static bool IsSensitive(List<MessageMember> members, EquatableArray<FieldModel> fields) =>
        fields.Any(field => field.IsSensitive)
        || members
            .Zip(fields, (member, field) => (member.Type, field.Value, field.Key))
            .Any(field => (HasMembers(field.Value) || HasMembers(field.Key)) && SensitiveMembers.MayHold(field.Type));

    private static bool HasMembers(ValueModel? value) => value?.Kind is ValueKind.Message or ValueKind.Converted;

    private static ConstructionModel Construct(
        INamedTypeSymbol type,
        IReadOnlyList<ISymbol> candidates,
        MessageConstructor? constructor,
        List<MessageMember> members,
        IAssemblySymbol from
    )
    {
        if (Problem(type, candidates, constructor, members, from) is { } problem)
        {
            return new ConstructionModel(problem, default, default);
        }

        var arguments = constructor!.Parameters.Select(pair =>
            pair.Member is { } member
                ? new ArgumentModel(SymbolNames.Escape(pair.Parameter.Name), member.Name)
                : new ArgumentModel(SymbolNames.Escape(pair.Parameter.Name), null, constructor.Constant(pair.Parameter))
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
        List<MessageMember> members,
        IAssemblySymbol from
    )
    {
        if (type.IsAbstract)
        {
            return $"{type.Name} is abstract and cannot be read: make it sealed.";
        }

        if (constructor is null)
        {
            return $"{type.Name} cannot be read: {MessageConstructor.Advice(type, candidates)}";
        }

        bool IsSet(ISymbol required) => members.Exists(m => m.Symbol.Name == required.Name && IsInitialized(m, constructor));
        if (!constructor.SetsRequiredMembers && MemberParser.Required(type).FirstOrDefault(m => !IsSet(m)) is { } required)
        {
            return MemberParser.IsIgnored(required)
                ? $"{type.Name} cannot be read: nothing sets its required member {required.Name}, which is ignored. Do not require it, or do not ignore it."
                : $"{type.Name} cannot be read: its required member {required.Name} is not public with a getter and a setter. "
                    + "Make it so, or do not require it.";
        }

        return UnsetMembers.Find(candidates, members, from) is { } unset
            ? $"{type.Name} cannot be read: {unset.Name} cannot be set. Give it an init accessor or a constructor parameter, compute it, or put [Ignore] on it."
            : null;
    }
}
