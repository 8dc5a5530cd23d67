using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using Waybill.Generated;

namespace Waybill;

public ref partial struct ProtoWriter
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WriteText(Span<byte> destination, int position, scoped ReadOnlySpan<char> value)
    {
        // Most texts are short and ASCII: then the length is known before, and takes one byte.
        if (value.Length < 0x80 && value.Length < destination.Length - position)
        {
            ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(destination), position);
            if (ShortAscii.TryNarrow(ref MemoryMarshal.GetReference(value), ref Unsafe.Add(ref first, 1), value.Length))
            {
                first = (byte)value.Length;
                return position + 1 + value.Length;
            }
        }

        return Transcode(destination, position, value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Transcode(Span<byte> destination, int position, scoped ReadOnlySpan<char> value)
    {
        // The length's width is right for ASCII, and is mended after the fact for other text.
        var writer = new ProtoWriter(destination, position, 0);
        var start = writer.BeginLength(value.Length);
        switch (Utf8.FromUtf16(value, destination[start..], out var read, out var written, replaceInvalidSequences: false))
        {
            case OperationStatus.Done:
                break;
            case OperationStatus.DestinationTooSmall:
                throw NoRoom(value.Length);
            default:
                throw HalfPair(read);
        }

        writer._position += written;
        writer.EndLength(start, value.Length);
        return writer._position;
    }

    private static ArgumentException NoRoom(int length) =>
        new($"A text of {length} characters does not fit into what is left of the destination. GetSizeBound says how much is needed.");

    private static ArgumentException HalfPair(int index) =>
        new($"The text holds half a surrogate pair at index {index}: UTF-8 cannot say it. Mend the text before publishing.");
}
