using System.Runtime.CompilerServices;
using Waybill.Generated;

namespace Waybill;

public ref partial struct ProtoReader
{
    /// <summary>Reads a nested message that another type reads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T ReadMessage<TShape, T>()
        where TShape : IMessageShape<T>
    {
        var length = ReadLength();
        var nested = this;
        nested._end = _position += length;
        nested._depth++;
        return nested._depth <= MaxDepth ? TShape.Read(ref nested) : Trace<TShape, T>(ref nested);
    }

    /// <summary>Skips a field that the message does not know.</summary>
    /// <typeparam name="TShape">What reads the message.</typeparam>
    /// <typeparam name="T">The message.</typeparam>
    /// <param name="tag">The field's tag.</param>
    /// <exception cref="MessageFormatException">The message knows the field, but with another wire type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SkipUnknown<TShape, T>(uint tag)
        where TShape : IMessageShape<T> => _position = SkipUnknown<TShape, T>(this, tag);

    /// <summary>Keeps a field that the message does not know.</summary>
    /// <inheritdoc cref="KeepUnknown{T}(uint, ref UnknownFields)" path="/param" />
    /// <typeparam name="TShape">What reads the message.</typeparam>
    /// <typeparam name="T">The message.</typeparam>
    /// <exception cref="MessageFormatException">The message knows the field, but with another wire type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void KeepUnknown<TShape, T>(uint tag, ref UnknownFields fields)
        where TShape : IMessageShape<T> => _position = KeepUnknown(this, TShape.Descriptor, tag, ref fields);

    /// <summary>The error of a field that is none of a union's cases.</summary>
    /// <typeparam name="T">The union.</typeparam>
    /// <param name="tag">The field's tag.</param>
    public readonly MessageFormatException UnknownCase<T>(uint tag)
        where T : IMessage<T> =>
        T.Descriptor.HasField((int)(tag >> 3))
            ? OtherWireType(tag, _position, tag)
            : Failure(
                $"{T.Descriptor.Name} comes as case {tag >> 3}, which this version does not know: a newer producer wrote it",
                _position,
                tag: 0
            );

    /// <summary>The error of a union of which no case is set.</summary>
    /// <typeparam name="T">The union.</typeparam>
    public readonly MessageFormatException NoCase<T>()
        where T : IMessage<T> => Failure($"{T.Descriptor.Name} comes with no case set", _position, tag: 0);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SkipUnknown<TShape, T>(ProtoReader reader, uint tag)
        where TShape : IMessageShape<T> => reader.SkipUnknown(TShape.Descriptor, tag);

    /// <summary>The message of no bytes.</summary>
    internal static T Empty<TShape, T>()
        where TShape : IMessageShape<T>
    {
        var reader = new ProtoReader([]) { _depth = Tracing };
        try
        {
            return Trace<TShape, T>(ref reader);
        }
        catch (MessageFormatException exception) when (exception.Prepend(ShortName(TShape.Descriptor)))
        {
            throw;
        }
    }

    /// <summary>Reads a message whose path an error is to name.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Trace<TShape, T>(ref ProtoReader reader)
        where TShape : IMessageShape<T>
    {
        var outer = reader._tag;
        if (reader.NestedIn > MaxDepth)
        {
            throw TooDeep(reader._position, outer);
        }

        try
        {
            return TShape.Read(ref reader);
        }
        catch (MessageFormatException exception) when (exception.Locate(TShape.Descriptor, outer))
        {
            throw;
        }
        catch (Exception exception) when (exception.IsRefusal())
        {
            throw MessageRefusal.Create(TShape.Descriptor.Name, exception, reader._end, outer);
        }
    }
}
