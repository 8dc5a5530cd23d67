using System.Runtime.CompilerServices;

namespace Waybill;

public ref partial struct ProtoReader
{
    // Added to the depth of a reader that traces: so one comparison finds both what is too deep and what is to be traced.
    private const int Tracing = 1 << 16;

    private readonly bool IsTracing => _depth >= Tracing;

    private readonly int NestedIn => _depth & (Tracing - 1);

    /// <summary>Reads a nested message.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T ReadMessage<T>()
        where T : IMessage<T>
    {
        var length = ReadLength();
        var nested = this;
        nested._end = _position += length;
        nested._depth++;
        return nested._depth <= MaxDepth ? T.Read(ref nested) : Trace<T>(ref nested);
    }

    /// <summary>Reads a whole message; errors carry the full path of the field.</summary>
    /// <remarks>
    /// Bytes that are refused are read twice, to find the path, which reading well-formed bytes then need not keep: constructors and setters may have run before
    /// one throws.
    /// </remarks>
    /// <exception cref="MessageFormatException">The bytes are no such message; no other exception is thrown for any input.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> source)
        where T : IMessage<T>
    {
        try
        {
            var reader = new ProtoReader(source);
            return T.Read(ref reader);
        }
        catch (Exception exception) when (exception is MessageFormatException || exception.IsRefusal())
        {
            // Once more below, and what that finds counts.
        }

        return Trace<T>(source);
    }

    private static T Trace<T>(ReadOnlySpan<byte> source)
        where T : IMessage<T>
    {
        var reader = new ProtoReader(source) { _depth = Tracing };
        try
        {
            return Trace<T>(ref reader);
        }
        catch (MessageFormatException exception) when (exception.Prepend(ShortName(T.Descriptor)) || exception.MayTell(T.Descriptor))
        {
            throw exception.WithoutCause(T.Descriptor, reader._position);
        }
    }

    /// <summary>Reads a message whose path an error is to name.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Trace<T>(ref ProtoReader reader)
        where T : IMessage<T>
    {
        var outer = reader._tag;
        if (reader.NestedIn > MaxDepth)
        {
            throw TooDeep(reader._position, outer);
        }

        try
        {
            return T.Read(ref reader);
        }
        catch (MessageFormatException exception) when (exception.Locate(T.Descriptor, outer))
        {
            throw;
        }
        catch (Exception exception) when (exception.IsRefusal())
        {
            throw MessageRefusal.Create(T.Descriptor.Name, exception, reader._end, outer);
        }
    }

    private static string ShortName(MessageDescriptor descriptor) => descriptor.Name[(descriptor.Name.LastIndexOf('.') + 1)..];
}
