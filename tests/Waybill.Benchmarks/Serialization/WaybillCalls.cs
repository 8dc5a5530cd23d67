using System.Runtime.CompilerServices;

namespace Waybill.Benchmarks.Serialization;

/// <summary>The generated serializer of a message. Inlined, so that the call is to the one type's code, as in code that was written for it.</summary>
internal static class WaybillCalls
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Serialize<T>(T message, ReusedBuffer buffer)
        where T : IMessage<T>
    {
        var writer = new ProtoWriter(buffer.GetSpan(T.GetSizeBound(message)));
        T.Write(ref writer, message);
        buffer.Advance(writer.Position);
    }

    /// <summary>For what is not measured.</summary>
    public static byte[] ToArray<T>(T message)
        where T : IMessage<T>
    {
        using var buffer = new ReusedBuffer();
        Serialize(message, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
