namespace Waybill.Cli.Tests.Evolution;

/// <summary>Every change that the page has, in its order.</summary>
internal static class Changes
{
    public static IReadOnlyList<Change> All { get; } =
    [.. FieldChanges.All, .. ScalarChanges.All, .. ShapeChanges.All, .. NamedChanges.All];
}
