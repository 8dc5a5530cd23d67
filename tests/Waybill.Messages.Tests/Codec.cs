namespace Waybill.Messages.Tests;

/// <summary>What a bus does with a message, and no more.</summary>
internal static class Codec
{
    public static byte[] Encode<T>(T message)
        where T : IMessage<T>
    {
        var buffer = new byte[T.GetSizeBound(message)];
        var writer = new ProtoWriter(buffer);
        T.Write(ref writer, message);
        return buffer[..writer.Position];
    }

    public static T Decode<T>(ReadOnlySpan<byte> bytes)
        where T : IMessage<T> => ProtoReader.Decode<T>(bytes);

    public static T RoundTrip<T>(T message)
        where T : IMessage<T> => Decode<T>(Encode(message));

    public static string Key<T>(T message)
        where T : IMessage<T>
    {
        Span<byte> key = stackalloc byte[RoutingKeyWriter.MaxBytes];
        return System.Text.Encoding.UTF8.GetString(key[..T.WriteRoutingKey(message, key)]);
    }
}
