using Waybill.Generated;

namespace Waybill;

public ref partial struct ProtoReader
{
    /// <summary>Keeps a field that the message does not know, as <see cref="SkipUnknown"/> skips it.</summary>
    /// <typeparam name="T">The message.</typeparam>
    /// <param name="tag">The field's tag.</param>
    /// <param name="fields">What was kept so far.</param>
    /// <exception cref="MessageFormatException">The message knows the field, but with another wire type.</exception>
    public void KeepUnknown<T>(uint tag, ref UnknownFields fields)
        where T : IMessage<T>
    {
        var start = _position;
        SkipUnknown<T>(tag);
        fields.Append(tag, _source[start.._position]);
    }
}
