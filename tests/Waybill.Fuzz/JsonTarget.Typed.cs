using Waybill.Messages.Tests.Support;

namespace Waybill.Fuzz;

/// <summary>A message type's JSON.</summary>
internal sealed class JsonTarget<T>(IMessageShape shape) : JsonTarget(shape)
    where T : IMessage<T>
{
    public override bool HasJson => T.Json is not null;

    public override byte[] Encode(object message)
    {
        var writer = new JsonMessageWriter(new byte[256]);
        try
        {
            T.Json!.Write(ref writer, (T)message);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    public override object Decode(ReadOnlySpan<byte> bytes) => JsonMessageReader.Decode<T>(bytes)!;
}
