using System.Text.Json;
using Waybill.Messages.Tests.Support;

namespace Waybill.Json.Tests.Support;

/// <summary>One message type, seen without knowing it: by its generated JSON, and by System.Text.Json.</summary>
public interface IJsonShape
{
    string Name { get; }

    bool HasJson { get; }

    bool HasOracle { get; }

    object Create(int seed);

    byte[] Encode(object message);

    object Decode(ReadOnlySpan<byte> json);

    byte[] OracleEncode(object message, JsonSerializerOptions options);

    object? OracleDecode(ReadOnlySpan<byte> json, JsonSerializerOptions options);
}

/// <summary>The message types of this project.</summary>
public static class JsonShapes
{
    public static IReadOnlyList<IJsonShape> All { get; } =
    [
        .. typeof(JsonShapes)
            .Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(MessageAttribute), inherit: false))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (IJsonShape)Activator.CreateInstance(typeof(Shape<>).MakeGenericType(type))!)
            .Where(shape => shape.HasJson),
    ];

    public static IJsonShape Get(string name) => All.Single(shape => shape.Name == name);

    private sealed class Shape<T> : IJsonShape
        where T : IMessage<T>
    {
        public string Name => typeof(T).Name;

        public bool HasJson => T.Json is not null;

        public bool HasOracle { get; } = RandomMessages.IsReflected(typeof(T));

        public object Create(int seed) => new RandomMessages(seed).Create<T>()!;

        public byte[] Encode(object message) => JsonCodec.Encode((T)message);

        public object Decode(ReadOnlySpan<byte> json) => JsonMessageReader.Decode<T>(json)!;

        public byte[] OracleEncode(object message, JsonSerializerOptions options) =>
            JsonSerializer.SerializeToUtf8Bytes((T)message, options);

        public object? OracleDecode(ReadOnlySpan<byte> json, JsonSerializerOptions options) => JsonSerializer.Deserialize<T>(json, options);
    }
}
