namespace Waybill.Messages.Tests.Support;

/// <summary>The shapes as data of theories.</summary>
internal static class ShapeNames
{
    public static TheoryData<string> All => [.. MessageShapes.All.Select(shape => shape.Name)];
}
