using MemoryPack;

namespace Waybill.Benchmarks.Serialization;

internal readonly struct MemoryPackSmall() : IOperations
{
    private readonly SmallPayload _value = SmallPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => MemoryPackSerializer.Serialize(in buffer, in _value);

    public object Deserialize(ReadOnlySpan<byte> encoded) => MemoryPackSerializer.Deserialize<SmallPayload>(encoded)!;
}

internal readonly struct MemoryPackOrder() : IOperations
{
    private readonly OrderPayload _value = OrderPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => MemoryPackSerializer.Serialize(in buffer, in _value);

    public object Deserialize(ReadOnlySpan<byte> encoded) => MemoryPackSerializer.Deserialize<OrderPayload>(encoded)!;
}

internal readonly struct MemoryPackStrings() : IOperations
{
    private readonly StringsPayload _value = StringsPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => MemoryPackSerializer.Serialize(in buffer, in _value);

    public object Deserialize(ReadOnlySpan<byte> encoded) => MemoryPackSerializer.Deserialize<StringsPayload>(encoded)!;
}

internal readonly struct MemoryPackNumbers() : IOperations
{
    private readonly NumbersPayload _value = NumbersPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => MemoryPackSerializer.Serialize(in buffer, in _value);

    public object Deserialize(ReadOnlySpan<byte> encoded) => MemoryPackSerializer.Deserialize<NumbersPayload>(encoded)!;
}

internal readonly struct MemoryPackNested() : IOperations
{
    private readonly FleetPayload _value = FleetPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => MemoryPackSerializer.Serialize(in buffer, in _value);

    public object Deserialize(ReadOnlySpan<byte> encoded) => MemoryPackSerializer.Deserialize<FleetPayload>(encoded)!;
}
