using Waybill.Messages.Tests.Shapes;

namespace Waybill.Messages.Tests.Support;

/// <summary>One message type, seen without knowing it.</summary>
public interface IMessageShape
{
    string Name { get; }

    Type Type { get; }

    bool HasSortedMap { get; }

    /// <summary>Whether another serializer knows what each member is.</summary>
    bool IsPlain { get; }

    object Create(int seed);

    byte[] Encode(object message);

    object Decode(ReadOnlySpan<byte> bytes);

    /// <summary>Reckons the message's bound and writes it into a buffer made before.</summary>
    Action Writing(object message);
}

/// <summary>Every message type of this project.</summary>
public static class MessageShapes
{
    public static IReadOnlyList<IMessageShape> All { get; } =
    [
        .. typeof(Scalars)
            .Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(MessageAttribute), inherit: false))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (IMessageShape)Activator.CreateInstance(typeof(Shape<>).MakeGenericType(type))!),
    ];

    public static IMessageShape Get(string name) => All.Single(shape => shape.Name == name);

    private sealed class Shape<T> : IMessageShape
        where T : IMessage<T>
    {
        public string Name => typeof(T).Name;

        public Type Type => typeof(T);

        public bool IsPlain => RandomMessages.IsPlain(typeof(T));

        public bool HasSortedMap { get; } =
            typeof(T)
                .GetProperties()
                .Any(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(SortedDictionary<,>));

        public object Create(int seed) => new RandomMessages(seed).Create<T>()!;

        public byte[] Encode(object message) => Codec.Encode((T)message);

        public Action Writing(object message)
        {
            var typed = (T)message;
            var buffer = new byte[T.GetSizeBound(typed)];
            return () =>
            {
                _ = T.GetSizeBound(typed);
                var writer = new ProtoWriter(buffer);
                T.Write(ref writer, typed);
            };
        }

        public object Decode(ReadOnlySpan<byte> bytes) => Codec.Decode<T>(bytes)!;
    }
}
