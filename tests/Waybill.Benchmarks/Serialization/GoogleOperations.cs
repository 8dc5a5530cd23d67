namespace Waybill.Benchmarks.Serialization;

internal readonly struct GoogleSmall() : IOperations
{
    private readonly Proto.Small _value = GoogleCalls.Convert(Proto.Small.Parser, SmallPayload.Example);

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => GoogleCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => Proto.Small.Parser.ParseFrom(encoded);
}

internal readonly struct GoogleOrder() : IOperations
{
    private readonly Proto.Order _value = GoogleCalls.Convert(Proto.Order.Parser, OrderPayload.Example);

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => GoogleCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => Proto.Order.Parser.ParseFrom(encoded);
}

internal readonly struct GoogleStrings() : IOperations
{
    private readonly Proto.Strings _value = GoogleCalls.Convert(Proto.Strings.Parser, StringsPayload.Example);

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => GoogleCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => Proto.Strings.Parser.ParseFrom(encoded);
}

internal readonly struct GoogleNumbers() : IOperations
{
    private readonly Proto.Numbers _value = GoogleCalls.Convert(Proto.Numbers.Parser, NumbersPayload.Example);

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => GoogleCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => Proto.Numbers.Parser.ParseFrom(encoded);
}

internal readonly struct GoogleNested() : IOperations
{
    private readonly Proto.Fleet _value = GoogleCalls.Convert(Proto.Fleet.Parser, FleetPayload.Example);

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => GoogleCalls.Serialize(_value, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => Proto.Fleet.Parser.ParseFrom(encoded);
}
