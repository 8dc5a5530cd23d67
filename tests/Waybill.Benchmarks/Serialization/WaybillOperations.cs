namespace Waybill.Benchmarks.Serialization;

internal readonly struct WaybillSmall() : IOperations
{
    private readonly SmallPayload _value = SmallPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => WaybillCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => ProtoReader.Decode<SmallPayload>(encoded);
}

internal readonly struct WaybillOrder() : IOperations
{
    private readonly OrderPayload _value = OrderPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => WaybillCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => ProtoReader.Decode<OrderPayload>(encoded);
}

internal readonly struct WaybillStrings() : IOperations
{
    private readonly StringsPayload _value = StringsPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => WaybillCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => ProtoReader.Decode<StringsPayload>(encoded);
}

internal readonly struct WaybillNumbers() : IOperations
{
    private readonly NumbersPayload _value = NumbersPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => WaybillCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => ProtoReader.Decode<NumbersPayload>(encoded);
}

internal readonly struct WaybillNested() : IOperations
{
    private readonly FleetPayload _value = FleetPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => WaybillCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => ProtoReader.Decode<FleetPayload>(encoded);
}
