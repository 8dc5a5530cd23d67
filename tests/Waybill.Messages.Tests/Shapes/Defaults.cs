namespace Waybill.Messages.Tests.Shapes;

/// <summary>What members are where nobody says it: a parameter's default, a constant initializer; and what that does not go for.</summary>
[Message]
public sealed partial record Defaulted(
    string Id,
    int Count = 1,
    string Currency = "EUR",
    Color Color = Color.Green,
    decimal Rate = 1.50m,
    bool Loud = true,
    int Zero = 0,
    string Empty = "",
    int? Maybe = 5,
    double Share = double.MaxValue
)
{
    public const long Largest = 1L << 40;

    public byte Level { get; init; } = 7;
    public long Limit { get; set; } = -Largest;
    public string Name { get; init; } = nameof(Name);
    public char Sign { get; init; } = '+';
    public string? Note { get; init; } = "none";
    public List<int> Items { get; init; } = [1];
    public int Ticks { get; init; } = Environment.ProcessorCount;
}
