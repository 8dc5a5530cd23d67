using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Waybill.Generated;

namespace Waybill;

public ref partial struct ProtoReader
{
    /// <summary>Keeps a field that the message does not know, as <see cref="SkipUnknown{T}(uint)"/> skips it.</summary>
    /// <typeparam name="T">The message.</typeparam>
    /// <param name="tag">The field's tag.</param>
    /// <param name="fields">What was kept so far.</param>
    /// <exception cref="MessageFormatException">The message knows the field, but with another wire type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void KeepUnknown<T>(uint tag, ref UnknownFields fields)
        where T : IMessage<T> => _position = KeepUnknown(this, T.Descriptor, tag, ref fields);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int KeepUnknown(ProtoReader reader, MessageDescriptor message, uint tag, ref UnknownFields fields)
    {
        var start = reader._position;
        var end = reader.SkipUnknown(message, tag);
        fields.Append(tag, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref reader._source, start), end - start));
        return end;
    }
}
