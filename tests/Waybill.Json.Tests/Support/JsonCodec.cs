namespace Waybill.Json.Tests.Support;

/// <summary>Messages to JSON and back by their generated code.</summary>
internal static class JsonCodec
{
    public static byte[] Encode<T>(T message)
        where T : IMessage<T>
    {
        // Short, so that the writer has to grow.
        var writer = new JsonMessageWriter(new byte[8]);
        T.Json!.Write(ref writer, message);
        var json = writer.Written.ToArray();
        writer.Dispose();
        return json;
    }
}
