using Microsoft.CodeAnalysis;

namespace Waybill.Roslyn.Parsing;

/// <summary>Finds out how a record has to print its members. https://learn.microsoft.com/dotnet/csharp/language-reference/proposals/csharp-9.0/records#printing-members-printmembers-and-tostring-methods</summary>
internal static class RedactionParser
{
    /// <summary>The method that C# writes for a record, unless its author does.</summary>
    public const string Method = "PrintMembers";

    /// <summary>What the generator writes; null where nothing is sensitive, where the author wrote the method, and where the type is no record or nothing can be added to it.</summary>
    public static RedactionModel? Parse(INamedTypeSymbol type)
    {
        if (!type.IsRecord || PrintsItself(type) || !HoldsSensitive(type))
        {
            return null;
        }

        // A base type's own method shows all that it does not know to be sensitive, and one that its author wrote may. Who does not call it has to print what it would have,
        // from the outermost type on.
        var hasBase = type.BaseType is { IsRecord: true };
        var callsBase = hasBase && !ShownByBases(type).Any() && !MayBeShownByAuthor(type);
        List<INamedTypeSymbol> levels = callsBase ? [type] : [.. Bases(type).Reverse(), type];
        var printed = levels.SelectMany(MemberParser.Readable).Select(member => (Symbol: member, Model: Print(member, type))).ToList();
        var members = printed.Select(member => member.Model).ToEquatableArray();
        if (members.All(member => member.Expression is not null) || !TypeShell.CanExtend(type))
        {
            return null;
        }

        return new RedactionModel(
            hasBase ? "protected override"
                : type.IsSealed || type.IsValueType ? "private"
                : "protected virtual",
            callsBase,
            members,
            new MarkedSymbols().Add(printed.Where(member => member.Model.Expression is not null).Select(member => member.Symbol)).Marks
        );
    }

    // Asked first: nearly no record does, and what follows takes longer.
    private static bool HoldsSensitive(INamedTypeSymbol type)
    {
        for (var level = type; level is { IsRecord: true }; level = level.BaseType)
        {
            if (MemberParser.Readable(level).Any(member => SensitiveMembers.Contains(member, type)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the method is there already, written by the author or by the generator.</summary>
    public static bool PrintsItself(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers(Method))
        {
            if (
                member is IMethodSymbol { IsImplicitlyDeclared: false, Parameters: [{ Type: var parameter }] }
                && parameter.IsNamed("System.Text", "StringBuilder")
                && !member
                    .GetAttributes()
                    .Any(attribute =>
                        attribute.AttributeClass?.IsNamed("System.Runtime.CompilerServices", "CompilerGeneratedAttribute") == true
                    )
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The base types from the next one out.</summary>
    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var level = type.BaseType; level is { IsRecord: true }; level = level.BaseType)
        {
            yield return level;
        }
    }

    /// <summary>Members of base types that are sensitive in the type, and whose values the next base type's method shows. What an author's own method shows, nobody knows.</summary>
    public static IEnumerable<ISymbol> ShownByBases(INamedTypeSymbol type)
    {
        INamedTypeSymbol? redacting = null;
        foreach (var level in Bases(type).TakeWhile(level => !PrintsItself(level)))
        {
            redacting ??= MessageTypes.IsMessage(level) ? level : null;
            foreach (var member in MemberParser.Readable(level))
            {
                if (SensitiveMembers.Contains(member, type) && (redacting is null || !SensitiveMembers.Contains(member, redacting)))
                {
                    yield return member;
                }
            }
        }
    }

    /// <summary>Whether a base type's author prints it, who cannot know what the type holds to be sensitive.</summary>
    private static bool MayBeShownByAuthor(INamedTypeSymbol type) =>
        Bases(type).FirstOrDefault(PrintsItself) is { } author
        && Bases(author)
            .Prepend(author)
            .SelectMany(MemberParser.Readable)
            .Any(member => SensitiveMembers.Contains(member, type) && !SensitiveMembers.Contains(member, author));

    private static PrintedMember Print(ISymbol member, INamedTypeSymbol type) =>
        new(member.Name, SensitiveMembers.Contains(member, type) ? null : Value(member, type), MemberParser.TypeOf(member).IsValueType);

    /// <summary>The member's value in C#. Null where the base type lets nobody read it but itself: what is hidden from the type is shown as if it were sensitive.</summary>
    private static string? Value(ISymbol member, INamedTypeSymbol type)
    {
        var isHidden = IsHidden(member, type);
        return !CanRead(member, type, isHidden) ? null
            : isHidden ? $"(({SymbolNames.Global(member.ContainingType)})this).{SymbolNames.Escape(member.Name)}"
            : $"this.{SymbolNames.Escape(member.Name)}";
    }

    /// <summary>Whether the name means something else in the type.</summary>
    private static bool IsHidden(ISymbol member, INamedTypeSymbol type) =>
        !IsDeclaredBy(type, member)
        && Bases(type)
            .TakeWhile(level => !IsDeclaredBy(level, member))
            .Prepend(type)
            .Any(level => level.GetMembers(member.Name).Any(other => !other.IsOverride));

    private static bool CanRead(ISymbol member, INamedTypeSymbol type, bool isHidden)
    {
        if (
            member is not IPropertySymbol { GetMethod: { } getter }
            || type.ContainingAssembly.CanUse(getter)
            || IsWithin(type, member.ContainingType)
        )
        {
            return true;
        }

        // What is protected is so for objects of the type itself, and a cast makes it one of the base type.
        return !isHidden && Vantage.Inside(type).CanReach(getter);
    }

    private static bool IsWithin(INamedTypeSymbol type, INamedTypeSymbol outer)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, outer))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDeclaredBy(INamedTypeSymbol type, ISymbol member) =>
        SymbolEqualityComparer.Default.Equals(type, member.ContainingType);
}
