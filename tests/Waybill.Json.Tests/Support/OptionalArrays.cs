using System.Collections.Immutable;
using Waybill.Messages.Tests.Shapes;

namespace Waybill.Json.Tests.Support;

/// <summary>Arrays of several kinds of element.</summary>
[Message]
public sealed partial record OptionalArrays
{
    public int[]? Ints { get; init; }
    public List<long>? Longs { get; init; }
    public double[]? Doubles { get; init; }
    public ImmutableList<decimal>? Decimals { get; init; }
    public IReadOnlyList<bool>? Bools { get; init; }
    public Guid[]? Guids { get; init; }
    public IReadOnlyCollection<DateOnly>? Dates { get; init; }
    public HashSet<Color>? Colors { get; init; }
}
