namespace Waybill.Roslyn.Parsing;

/// <summary>Names the local variables of one generated method: the member's name in camel case, distinct from each other and from what is there.</summary>
internal sealed class LocalNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal) { "input", "reader", "tag", "unknownFields" };

    public string For(string member)
    {
        var name = char.ToLowerInvariant(member[0]) + member.Substring(1);
        var unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
        {
            unique = $"{name}{i}";
        }

        return SymbolNames.Escape(unique);
    }
}
