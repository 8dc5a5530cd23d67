using System.Runtime.CompilerServices;

namespace Waybill;

public ref partial struct ProtoReader
{
    /// <summary>Skips a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Skip(uint tag) => _position = Skip(this, tag);

    /// <summary>Skips a field inside a value.</summary>
    /// <param name="tag">Its tag.</param>
    /// <param name="isKnown">Whether the value has a field of that number. Then it comes with another wire type, and skipping it would lose data without a word.</param>
    internal void SkipInner(uint tag, bool isKnown)
    {
        if (isKnown)
        {
            throw OtherWireType(tag, _position, _tag);
        }

        Skip(tag);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Skip(ProtoReader reader, uint tag)
    {
        reader.SkipValue(tag);
        return reader._position;
    }

    private void SkipValue(uint tag)
    {
        switch (tag & 7)
        {
            case WireTags.Varint:
                ReadVarint();
                break;
            case WireTags.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireTags.LengthDelimited:
                ReadBytes();
                break;
            case WireTags.StartGroup:
                SkipGroup(tag);
                break;
            case WireTags.Fixed32:
                Take(sizeof(uint));
                break;
            default:
                throw Misplaced(tag, _position, _tag);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int SkipUnknown<T>(ProtoReader reader, uint tag)
        where T : IMessage<T> => reader.SkipUnknown(T.Descriptor, tag);

    private int SkipUnknown(MessageDescriptor message, uint tag)
    {
        if (message.HasField((int)(tag >> 3)))
        {
            throw OtherWireType(tag, _position, tag);
        }

        _tag = 0;
        SkipValue(tag);
        return _position;
    }

    private void SkipGroup(uint start)
    {
        Deepen();
        while (TryReadInnerTag(out var tag))
        {
            if ((tag & 7) != WireTags.EndGroup)
            {
                SkipValue(tag);
                continue;
            }

            if (tag >> 3 != start >> 3)
            {
                throw Error($"Group {start >> 3} ends as group {tag >> 3}");
            }

            _depth--;
            return;
        }

        throw Error($"Group {start >> 3} has no end");
    }

    private void Deepen()
    {
        _depth++;
        if (NestedIn > MaxDepth)
        {
            throw TooDeep(_position, _tag);
        }
    }
}
