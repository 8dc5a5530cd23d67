namespace Waybill.Messages.Tests.Shapes;

/// <summary>A constructor and a setter that refuse values, as types that cannot be wrong have them.</summary>
[Message]
public sealed partial record Validated
{
    private readonly int _percent;

    public Validated(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    public string Name { get; }

    public required int Percent
    {
        get => _percent;
        init => _percent = value >= 0 ? value : throw new InvalidOperationException("A share is not negative.");
    }
}

/// <summary>Such types within others.</summary>
[Message]
public sealed partial record ManyValidated(Validated One, List<Validated> More, Dictionary<string, Validated> Named);

/// <summary>One that throws what is no fault of the bytes.</summary>
[Message]
public sealed partial record Unready
{
    // No mutation of other values is likely to make one of these.
    public const int Canceled = 1_357_924_681;
    public const int Starved = 1_357_924_682;

    private readonly int _kind;

    public required int Kind
    {
        get => _kind;
        init =>
            _kind = value switch
            {
                Canceled => throw new OperationCanceledException(),
                Starved => throw new InsufficientMemoryException(),
                _ => value,
            };
    }
}
