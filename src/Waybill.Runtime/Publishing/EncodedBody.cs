using Waybill.Threading;

namespace Waybill.Runtime.Publishing;

/// <summary>A message's bytes in the thread's scratch, or where JSON went on when that was full. Given back when the transport has copied them.</summary>
internal ref struct EncodedBody
{
    private readonly byte[] _scratch;
    private JsonMessageWriter _json;

    private EncodedBody(byte[] scratch, ReadOnlySpan<byte> bytes)
    {
        _scratch = scratch;
        Bytes = bytes;
    }

    public ReadOnlySpan<byte> Bytes { get; }

    public static EncodedBody Of<T>(T message, MessageFormat format)
        where T : struct, IEncodable => format == MessageFormat.Json ? Json(message) : Protobuf(message);

    public void Return()
    {
        _json.Dispose();
        EncodingScratch.Return(_scratch);
    }

    private static EncodedBody Protobuf<T>(T message)
        where T : struct, IEncodable
    {
        var scratch = EncodingScratch.Take(message.GetSizeBound());
        var writer = new ProtoWriter(scratch);
        message.Write(ref writer);
        return new EncodedBody(scratch, scratch.AsSpan(0, writer.Position));
    }

    private static EncodedBody Json<T>(T message)
        where T : struct, IEncodable
    {
        // Nobody knows its length before; most messages fit.
        var scratch = EncodingScratch.Take(0);
        var writer = new JsonMessageWriter(scratch);
        message.WriteJson(ref writer);
        return new EncodedBody(scratch, writer.Written) { _json = writer };
    }
}
