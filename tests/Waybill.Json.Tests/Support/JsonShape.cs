using System.Reflection;
using System.Text.Json;
using Waybill.Messages.Tests.Support;

namespace Waybill.Json.Tests.Support;

/// <summary>One message type, seen without knowing it: by its generated JSON, and by System.Text.Json.</summary>
public interface IJsonShape
{
    string Name { get; }

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
            .Where(type => !type.IsAbstract && !HasConverter(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Where(HasJson)
            .Select(type => (IJsonShape)Activator.CreateInstance(typeof(Shape<>).MakeGenericType(type))!),
    ];

    public static IJsonShape Get(string name) => All.Single(shape => shape.Name == name);

    public static bool HasJson(Type type) =>
        ((IMessage)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type)).GetJson() is not null;

    /// <summary>System.Text.Json knows nothing of our converters.</summary>
    private static bool HasConverter(Type type) =>
        type.GetProperties().Any(property => HasConverter((MemberInfo)property) || HasConverter((MemberInfo)property.PropertyType))
        || type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Any(p => p.IsDefined(typeof(SerializeWithAttribute), false));

    private static bool HasConverter(MemberInfo member) => member.IsDefined(typeof(SerializeWithAttribute), inherit: false);

    private sealed class Shape<T> : IJsonShape
        where T : IMessage<T>
    {
        public string Name => typeof(T).Name;

        public object Create(int seed) => new RandomMessages(seed).Create<T>()!;

        public byte[] Encode(object message) => JsonCodec.Encode((T)message);

        public object Decode(ReadOnlySpan<byte> json) => JsonMessageReader.Decode<T>(json)!;

        public byte[] OracleEncode(object message, JsonSerializerOptions options) =>
            JsonSerializer.SerializeToUtf8Bytes((T)message, options);

        public object? OracleDecode(ReadOnlySpan<byte> json, JsonSerializerOptions options) => JsonSerializer.Deserialize<T>(json, options);
    }
}
