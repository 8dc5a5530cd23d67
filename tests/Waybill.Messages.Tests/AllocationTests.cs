using Waybill.Messages.Tests.Support;
using Waybill.Tests;

namespace Waybill.Messages.Tests;

public sealed class AllocationTests
{
    // A sorted map's own enumerator allocates: CollectionTests says how much.
    public static TheoryData<string> Shapes => [.. MessageShapes.All.Where(shape => !shape.HasSortedMap).Select(shape => shape.Name)];

    /// <summary>Every other collection kind is among the shapes, read-only wrappers too.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Writing_allocates_nothing(string name)
    {
        var shape = MessageShapes.Get(name);
        for (var seed = 0; seed < 30; seed++)
        {
            Assert.Equal(0, Allocation.Least(shape.Writing(shape.Create(seed))));
        }
    }
}
