using Waybill.Generated;

namespace Waybill;

public ref partial struct ProtoReader
{
    /// <summary>Reads a nested message that another type reads.</summary>
    public T ReadMessage<TShape, T>()
        where TShape : IMessageShape<T>
    {
        var scope = Enter();
        Deepen();
        T message;
        try
        {
            message = TShape.Read(ref this);
        }
        catch (MessageFormatException exception) when (Locate(TShape.Descriptor, exception, scope))
        {
            throw;
        }
        catch (Exception exception) when (exception.IsRefusal())
        {
            throw Refused(TShape.Descriptor, exception, scope);
        }

        Leave(scope);
        _depth--;
        return message;
    }

    /// <summary>Skips a field that the message does not know.</summary>
    /// <typeparam name="TShape">What reads the message.</typeparam>
    /// <typeparam name="T">The message.</typeparam>
    /// <param name="tag">The field's tag.</param>
    /// <exception cref="MessageFormatException">The message knows the field, but with another wire type.</exception>
    public void SkipUnknown<TShape, T>(uint tag)
        where TShape : IMessageShape<T> => SkipUnknown(TShape.Descriptor, tag);

    /// <summary>Keeps a field that the message does not know.</summary>
    /// <inheritdoc cref="KeepUnknown{T}" path="/param" />
    /// <typeparam name="TShape">What reads the message.</typeparam>
    /// <typeparam name="T">The message.</typeparam>
    /// <exception cref="MessageFormatException">The message knows the field, but with another wire type.</exception>
    public void KeepUnknown<TShape, T>(uint tag, ref UnknownFields fields)
        where TShape : IMessageShape<T>
    {
        var start = _position;
        SkipUnknown(TShape.Descriptor, tag);
        fields.Append(tag, _source[start.._position]);
    }

    /// <summary>The error of a field that is none of a union's cases.</summary>
    /// <typeparam name="T">The union.</typeparam>
    /// <param name="tag">The field's tag.</param>
    public MessageFormatException UnknownCase<T>(uint tag)
        where T : IMessage<T>
    {
        if (T.Descriptor.HasField((int)(tag >> 3)))
        {
            return OtherWireType(tag);
        }

        _tag = 0;
        return Error($"{T.Descriptor.Name} comes as case {tag >> 3}, which this version does not know: a newer producer wrote it");
    }

    /// <summary>The error of a union of which no case is set.</summary>
    /// <typeparam name="T">The union.</typeparam>
    public MessageFormatException NoCase<T>()
        where T : IMessage<T>
    {
        _tag = 0;
        return Error($"{T.Descriptor.Name} comes with no case set");
    }
}
