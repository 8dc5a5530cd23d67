namespace Waybill.Roslyn.Parsing;

/// <summary>
/// What the authors of the symbols that generated code names have marked them as. That is for people who write new code; generated code has no choice.
/// </summary>
/// <param name="IsObsolete">Whether one is obsolete as an error, which no pragma silences, and only code that is obsolete itself may use.</param>
/// <param name="Ids">The ids of experimental ones, and of obsolete ones that have an id of their own, for a pragma.</param>
internal sealed record MarksModel(bool IsObsolete, EquatableArray<string> Ids)
{
    public static MarksModel Union(IEnumerable<MarksModel> marks)
    {
        var all = marks.ToList();
        return new(
            all.Exists(mark => mark.IsObsolete),
            all.SelectMany(mark => mark.Ids).Distinct().OrderBy(id => id, StringComparer.Ordinal).ToEquatableArray()
        );
    }
}
