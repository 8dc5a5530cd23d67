using System.Text.Json;
using System.Text.Json.Serialization;

namespace Waybill.Benchmarks.Serialization;

internal readonly struct JsonSmall() : IOperations
{
    private readonly SmallPayload _value = SmallPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => PayloadContext.Serialize(_value, PayloadContext.Default.SmallPayload, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => JsonSerializer.Deserialize(encoded, PayloadContext.Default.SmallPayload)!;
}

internal readonly struct JsonOrder() : IOperations
{
    private readonly OrderPayload _value = OrderPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => PayloadContext.Serialize(_value, PayloadContext.Default.OrderPayload, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => JsonSerializer.Deserialize(encoded, PayloadContext.Default.OrderPayload)!;
}

internal readonly struct JsonStrings() : IOperations
{
    private readonly StringsPayload _value = StringsPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => PayloadContext.Serialize(_value, PayloadContext.Default.StringsPayload, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => JsonSerializer.Deserialize(encoded, PayloadContext.Default.StringsPayload)!;
}

internal readonly struct JsonNumbers() : IOperations
{
    private readonly NumbersPayload _value = NumbersPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => PayloadContext.Serialize(_value, PayloadContext.Default.NumbersPayload, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => JsonSerializer.Deserialize(encoded, PayloadContext.Default.NumbersPayload)!;
}

internal readonly struct JsonNested() : IOperations
{
    private readonly FleetPayload _value = FleetPayload.Example;

    public object Value => _value;

    public void Serialize(ReusedBuffer buffer) => PayloadContext.Serialize(_value, PayloadContext.Default.FleetPayload, buffer);

    public object Deserialize(ReadOnlySpan<byte> encoded) => JsonSerializer.Deserialize(encoded, PayloadContext.Default.FleetPayload)!;
}

[JsonSerializable(typeof(SmallPayload))]
[JsonSerializable(typeof(OrderPayload))]
[JsonSerializable(typeof(StringsPayload))]
[JsonSerializable(typeof(NumbersPayload))]
[JsonSerializable(typeof(FleetPayload))]
internal sealed partial class PayloadContext : JsonSerializerContext
{
    public static void Serialize<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, ReusedBuffer buffer)
    {
        var json = buffer.Json;
        json.Reset();
        JsonSerializer.Serialize(json, value, type);
    }
}
