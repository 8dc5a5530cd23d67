using Microsoft.CodeAnalysis;
using Waybill.Roslyn.Parsing;

namespace Waybill.Analyzers.Contracts;

/// <summary>Where a member of a message or enum stands.</summary>
internal static class MemberPlace
{
    /// <summary>The member's name in source, or the case's of a union; the type's for the whole, and where the member is another assembly's.</summary>
    public static Location Of(INamedTypeSymbol type, string? member, Compilation compilation) =>
        (member is null ? null : SourcePlace.Of(Members(type, member).FirstOrDefault(symbol => symbol.Name == member), compilation))
        ?? type.Locations[0];

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type, string member) =>
        type.TypeKind == TypeKind.Enum ? type.GetMembers(member)
        : UnionParser.IsRoot(type) ? UnionParser.Cases(type)
        : MemberParser.Candidates(type);
}
