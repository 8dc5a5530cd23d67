using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Serialization;

/// <summary>Serializes into one buffer, again and again; says the encoded size too.</summary>
internal sealed class SerializeSubject<TOperations>(string shape, string name, double seconds, TOperations operations)
    : SerializationSubject(name, seconds)
    where TOperations : struct, IOperations
{
    private readonly ReusedBuffer _buffer = new();

    protected override string Case => $"{shape}-serialize";

    public override ValueTask CloseAsync()
    {
        _buffer.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override void Loop(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _buffer.Reset();
            operations.Serialize(_buffer);
        }
    }

    protected override IReadOnlyList<Figure> Figures(Figure time) => [time, new Figure($"{shape}-size", _buffer.Written, 0, "bytes")];
}
