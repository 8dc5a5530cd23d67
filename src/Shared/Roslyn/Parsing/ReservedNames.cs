using Waybill.Wire;

namespace Waybill.Roslyn.Parsing;

/// <summary>Finds names that <c>[Reserved]</c> keeps. Names are one to readers of JSON whatever their case and separators, and so whatever naming the assembly has.</summary>
internal static class ReservedNames
{
    /// <summary>What is wrong with a member's name and the way out, as the end of a sentence that begins with the member; null when nothing is.</summary>
    public static string? Problem(NumberedMember member, ReservedModel reserved)
    {
        if (reserved.Names.Count == 0)
        {
            return null;
        }

        if (reserved.Names.FirstOrDefault(name => JsonWords.AreAlike(name, member.Name)) is { } own)
        {
            var how = own == member.Name ? "" : $", which is '{own}' in JSON whatever its case and separators";
            return $"has a name that [Reserved] keeps from being used again{how}. Give it another name.";
        }

        return member.JsonName is { } given && reserved.Names.FirstOrDefault(name => JsonWords.AreAlike(name, given)) is { } other
            ? $"is '{given}' in JSON, and [Reserved] keeps '{other}' from being used again. Give it another name in [JsonPropertyName]."
            : null;
    }
}
