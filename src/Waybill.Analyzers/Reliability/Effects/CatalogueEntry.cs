namespace Waybill.Analyzers.Reliability.Effects;

/// <summary>A line of the catalogue: calls that a second delivery repeats, or that guard against it.</summary>
/// <param name="Category">What kind of effect or guard it is.</param>
/// <param name="Type">The full name of the type that has the member, without generic arity.</param>
/// <param name="Member">The member's name; empty for any.</param>
/// <param name="IsPrefix">Whether the name is only how the member's name begins.</param>
/// <param name="Parameter">The parameter that decides; null when every call counts.</param>
/// <param name="Values">What the parameter has to be, or be created with.</param>
internal sealed record CatalogueEntry(
    Category Category,
    string Type,
    string Member,
    bool IsPrefix,
    string? Parameter,
    IReadOnlyList<string> Values
)
{
    /// <summary>What a constructor is called in the catalogue.</summary>
    public const string Constructor = "new";

    public bool Names(string member) =>
        IsPrefix ? member.StartsWith(Member, StringComparison.Ordinal) && member != Constructor : member == Member;
}
