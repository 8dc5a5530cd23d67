using System.Runtime.CompilerServices;

// As System.Text.Json's source generator names members where nothing is said.
[assembly: Waybill.WaybillJson(Naming = Waybill.JsonNaming.AsDeclared)]

namespace Waybill.Benchmarks.Serialization;

/// <summary>The generated JSON of a message. Inlined, so that the call is to the one type's code, as in code that was written for it.</summary>
internal static class WaybillJsonCalls
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Serialize<T>(T message, ReusedBuffer buffer)
        where T : IMessage<T>
    {
        var writer = new JsonMessageWriter(buffer.Whole);
        T.Json!.Write(ref writer, message);
        if (writer.Written.Length > buffer.Whole.Length)
        {
            throw new InvalidOperationException("The payload is longer than the buffer, and would be copied.");
        }

        buffer.Advance(writer.Written.Length);
    }
}
