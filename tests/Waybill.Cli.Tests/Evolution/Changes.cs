namespace Waybill.Cli.Tests.Evolution;

/// <summary>Every change that the page has, in its order, and more than one where a row names several.</summary>
internal static class Changes
{
    /// <summary>The first change of each row.</summary>
    public static IReadOnlyList<Change> Rows { get; } =
    [.. FieldChanges.All, .. ScalarChanges.All, .. ShapeChanges.All, .. NamedChanges.All];

    public static IReadOnlyList<Change> All { get; } = [.. Rows, .. Variants.All];

    /// <summary>The first change of a row.</summary>
    public static Change Row(string name) => Rows.Single(change => change.Name == name);
}
