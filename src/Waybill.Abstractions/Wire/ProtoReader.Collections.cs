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
                items.Reserve(CountAhead(ref _source, _position, _end, tag));
            }

            if (IsTracing)
            {
                _position = TraceElement<TCodec, T>(this, items.Count, out var element);
                items.Add(element);
            }
            else
            {
                items.Add(Read<TCodec, T>());
            }
        } while (TryTag(tag));
    }

    /// <summary>Reads one entry of a map; of entries with the same key the last one wins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReadMapEntry<TKeyCodec, TKey, TValueCodec, TValue>(ref MapBuilder<TKey, TValue> map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue> => _position = ReadMapEntry<TKeyCodec, TKey, TValueCodec, TValue>(this, ref map);

    private static int ReadMapEntry<TKeyCodec, TKey, TValueCodec, TValue>(ProtoReader reader, ref MapBuilder<TKey, TValue> map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue>
    {
        TKey? key = default;
        TValue? value = default;
        bool hasKey = false,
            hasValue = false;
        var start = reader._position;
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
                entry.SkipInner(tag, isKnown: tag >> 3 <= 2);
            }
        }

        return map.TrySet(hasKey ? key! : TKeyCodec.Absent, hasValue ? value! : Absent<TValueCodec, TValue>(entry._tag))
            ? reader._position
            : throw Failure(HashBuckets<TKey>.Crowded, start, reader._tag);
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int TraceElement<TCodec, T>(ProtoReader reader, int index, out T element)
        where TCodec : IWireCodec<T>
    {
        try
        {
            element = TCodec.Read(ref reader);
            return reader._position;
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
        var values = items.Extend(CountPacked(TCodec.WireType, run.Rest));
        if (TCodec.IsCopied)
        {
            run.Take(values.Length * Unsafe.SizeOf<T>()).CopyTo(AsBytes(values));
        }
        else
        {
            var count = 0;
            while (count < values.Length)
            {
                if (TCodec.IsNumber)
                {
                    count += PackedVarints.Read<TCodec, T>(run.Rest, values[count..], out var read);
                    run._position += read;
                }

                // What does not come in blocks, or is long, or wrong.
                if (count < values.Length)
                {
                    values[count++] = run.Read<TCodec, T>();
                }
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

    private readonly ReadOnlySpan<byte> Rest => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref _source, _position), _end - _position);

    /// <summary>How many values a packed run holds: what is reserved is bounded by bytes that are there.</summary>
    private static int CountPacked(uint wireType, ReadOnlySpan<byte> run) =>
        wireType switch
        {
            WireTags.Fixed32 => run.Length / sizeof(uint),
            WireTags.Fixed64 => run.Length / sizeof(ulong),
            _ => PackedVarints.Count(run),
        };

    /// <summary>
    /// How many values of the current field follow each other from here, so that the collection is allocated once, in its size: at least the one whose tag was
    /// taken. What is wrong with them shows when they are read.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CountAhead(ref byte source, int position, int end, uint tag)
    {
        // What is not length-delimited comes packed from nearly all writers; and few fields have tags of two bytes.
        if ((tag & 7) != WireTags.LengthDelimited || tag >= 0x80)
        {
            return 1;
        }

        var count = 0;
        do
        {
            count++;
            position = SkipDelimited(ref source, position, end);
        } while (position < end && Unsafe.Add(ref source, position++) == tag);

        return count;
    }

    /// <summary>The position behind a length and what it is the length of; the end where they are not whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipDelimited(ref byte source, int position, int end)
    {
        uint length = 0;
        for (var shift = 0; shift < 28 && position < end; shift += 7)
        {
            uint next = Unsafe.Add(ref source, position++);
            length |= (next & 0x7F) << shift;
            if (next < 0x80)
            {
                return length < (uint)(end - position) ? position + (int)length : end;
            }
        }

        return end;
    }
}
