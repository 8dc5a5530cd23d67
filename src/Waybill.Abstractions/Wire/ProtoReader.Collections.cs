using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Waybill.Generated;

namespace Waybill;

public ref partial struct ProtoReader
{
    /// <summary>Reads the current repeated field: a packed run, or one element and those that follow it at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadRepeated<TCodec, T>(ref RepeatedBuilder<T> items)
        where TCodec : IWireCodec<T>
    {
        if (TCodec.IsPackable && (_tag & 7) == WireTags.LengthDelimited)
        {
            _position = ReadPacked<TCodec, T>(this, ref items);
            return;
        }

        var tag = _tag;
        do
        {
            if (items.IsFull)
            {
                items.Reserve(Math.Max(items.Count, CountAhead(this)));
            }

            items.Add(ReadElement<TCodec, T>(items.Count));
        } while (TryTag(tag));
    }

    /// <summary>Reads one entry of a map; of entries with the same key the last one wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadMapEntry<TKeyCodec, TKey, TValueCodec, TValue>(ref Dictionary<TKey, TValue>? map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue> =>
        _position = ReadMapEntry<TKeyCodec, TKey, TValueCodec, TValue>(this, map ??= []);

    private static int ReadMapEntry<TKeyCodec, TKey, TValueCodec, TValue>(ProtoReader reader, Dictionary<TKey, TValue> map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue>
    {
        TKey? key = default;
        TValue? value = default;
        bool hasKey = false,
            hasValue = false;
        var entry = reader.Enter();
        while (entry.TryReadInnerTag(out var tag))
        {
            if (tag == WireTags.MapKey(TKeyCodec.WireType))
            {
                key = TKeyCodec.Read(ref entry);
                hasKey = true;
            }
            else if (tag == WireTags.MapValue(TValueCodec.WireType))
            {
                value = TValueCodec.Read(ref entry);
                hasValue = true;
            }
            else
            {
                entry.Skip(tag);
            }
        }

        map[hasKey ? key! : TKeyCodec.Absent] = hasValue ? value! : Absent<TValueCodec, TValue>(entry._tag);
        return reader._position;
    }

    // A message that must not be empty is refused under its own name; the field's comes before it.
    private static T Absent<TCodec, T>(uint tag)
        where TCodec : IWireCodec<T>
    {
        try
        {
            return TCodec.Absent;
        }
        catch (MessageFormatException exception) when (exception.IsWithin(tag))
        {
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T ReadElement<TCodec, T>(int index)
        where TCodec : IWireCodec<T>
    {
        var element = this;
        var value = IsTracing ? TraceElement<TCodec, T>(ref element, index) : TCodec.Read(ref element);
        _position = element._position;
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T TraceElement<TCodec, T>(ref ProtoReader element, int index)
        where TCodec : IWireCodec<T>
    {
        try
        {
            return TCodec.Read(ref element);
        }
        catch (MessageFormatException exception) when (exception.Prepend($"[{index}]"))
        {
            throw;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadPacked<TCodec, T>(ProtoReader reader, ref RepeatedBuilder<T> items)
        where TCodec : IWireCodec<T>
    {
        var run = reader.Enter();
        var values = items.Extend(run.CountPacked(TCodec.WireType));
        if (TCodec.IsCopied)
        {
            run.Take(values.Length * Unsafe.SizeOf<T>()).CopyTo(AsBytes(values));
        }
        else
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = run.Read<TCodec, T>();
            }
        }

        // Whatever is left is not a whole value.
        if (run._position < run._end)
        {
            run.Read<TCodec, T>();
        }

        return reader._position;
    }

    private static Span<byte> AsBytes<T>(Span<T> values) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), values.Length * Unsafe.SizeOf<T>());

    /// <summary>How many values the current packed run holds: what is reserved is bounded by bytes that are there.</summary>
    private readonly int CountPacked(uint wireType)
    {
        var run = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref _source, _position), _end - _position);
        return wireType switch
        {
            WireTags.Fixed32 => run.Length / sizeof(uint),
            WireTags.Fixed64 => run.Length / sizeof(ulong),
            _ => CountVarints(run),
        };
    }

    private static int CountVarints(ReadOnlySpan<byte> run)
    {
        var count = 0;
        foreach (var next in run)
        {
            count += next < 0x80 ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// How many values of the current field follow each other from here, so that the collection is allocated once, in its size: at least the one whose tag was
    /// taken. What is wrong with them shows when they are read.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CountAhead(ProtoReader ahead)
    {
        var tag = ahead._tag;
        var count = 1;
        while (ahead.TrySkipFlat(tag) && ahead.TryTag(tag))
        {
            count++;
        }

        return count;
    }

    /// <summary>Skips a value that is whole, and neither a varint, of which many are packed, nor a group.</summary>
    private bool TrySkipFlat(uint tag)
    {
        var length = (tag & 7) switch
        {
            WireTags.LengthDelimited => PeekLength(),
            WireTags.Fixed64 => sizeof(ulong),
            WireTags.Fixed32 => sizeof(uint),
            _ => int.MaxValue,
        };
        if (length > _end - _position)
        {
            return false;
        }

        _position += length;
        return true;
    }

    /// <summary>How many bytes a length and what it is the length of take; too many where it is not whole.</summary>
    private readonly int PeekLength()
    {
        uint length = 0;
        for (var width = 0; width < 4 && width < _end - _position; width++)
        {
            uint next = At(_position + width);
            length |= (next & 0x7F) << (7 * width);
            if (next < 0x80)
            {
                return (int)length + width + 1;
            }
        }

        return int.MaxValue;
    }
}
