namespace Waybill.Roslyn.Parsing;

/// <summary>How a record prints its members without the values of sensitive ones.</summary>
/// <param name="Modifiers">The modifiers of <c>PrintMembers</c>, as C# itself gives them to it.</param>
/// <param name="CallsBase">Whether members of base types come first that these print themselves.</param>
/// <param name="Members">The members, in C#'s order.</param>
/// <param name="Marks">The marks of those whose values are read, base types' hidden ones too.</param>
internal sealed record RedactionModel(string Modifiers, bool CallsBase, EquatableArray<PrintedMember> Members, MarksModel Marks);

/// <summary>A member that <c>ToString</c> shows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expression">Its value in C#; null for one that is sensitive or cannot be read from the type.</param>
/// <param name="IsValueType">Whether it has no null and is not boxed.</param>
internal sealed record PrintedMember(string Name, string? Expression, bool IsValueType);
