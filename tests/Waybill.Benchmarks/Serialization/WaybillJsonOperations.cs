namespace Waybill.Benchmarks.Serialization;

internal readonly struct WaybillJsonSmall() : IOperations
{
    private readonly SmallPayload _value = SmallPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => WaybillJsonCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => JsonMessageReader.Decode<SmallPayload>(encoded);
}

internal readonly struct WaybillJsonOrder() : IOperations
{
    private readonly OrderPayload _value = OrderPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => WaybillJsonCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => JsonMessageReader.Decode<OrderPayload>(encoded);
}

internal readonly struct WaybillJsonStrings() : IOperations
{
    private readonly StringsPayload _value = StringsPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => WaybillJsonCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => JsonMessageReader.Decode<StringsPayload>(encoded);
}

internal readonly struct WaybillJsonNumbers() : IOperations
{
    private readonly NumbersPayload _value = NumbersPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => WaybillJsonCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => JsonMessageReader.Decode<NumbersPayload>(encoded);
}

internal readonly struct WaybillJsonNested() : IOperations
{
    private readonly FleetPayload _value = FleetPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => WaybillJsonCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => JsonMessageReader.Decode<FleetPayload>(encoded);
}
