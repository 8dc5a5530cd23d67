using Waybill.Generated;

namespace Waybill;

public ref partial struct ProtoReader
{
    /// <summary>Reads the current repeated field: a packed run, or one element and those that follow it at once.</summary>
    public void ReadRepeated<TCodec, T>(ref RepeatedBuilder<T> items)
        where TCodec : IWireCodec<T>
    {
        if (TCodec.IsPackable && (_tag & 7) == WireTags.LengthDelimited)
        {
            ReadPacked<TCodec, T>(ref items);
            return;
        }

        var tag = _tag;
        try
        {
            do
            {
                if (items.IsFull)
                {
                    items.Reserve(Math.Max(items.Count, CountAhead(tag)));
                }

                items.Add(TCodec.Read(ref this));
            } while (TryTag(tag));
        }
        catch (MessageFormatException exception) when (exception.Prepend($"[{items.Count}]"))
        {
            throw;
        }
    }

    /// <summary>Reads one entry of a map; of entries with the same key the last one wins.</summary>
    public void ReadMapEntry<TKeyCodec, TKey, TValueCodec, TValue>(ref MapBuilder<TKey, TValue> map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue>
    {
        var start = _position;
        var scope = Enter();
        TKey? key = default;
        TValue? value = default;
        bool hasKey = false,
            hasValue = false;
        while (TryReadInnerTag(out var tag))
        {
            if (tag == WireTags.MapKey(TKeyCodec.WireType))
            {
                key = TKeyCodec.Read(ref this);
                hasKey = true;
            }
            else if (tag == WireTags.MapValue(TValueCodec.WireType))
            {
                value = TValueCodec.Read(ref this);
                hasValue = true;
            }
            else
            {
                Skip(tag);
            }
        }

        Leave(scope);
        if (!map.TrySet(hasKey ? key! : TKeyCodec.Absent, hasValue ? value! : TValueCodec.Absent))
        {
            throw TooCrowded<TKey>(start);
        }
    }

    private void ReadPacked<TCodec, T>(ref RepeatedBuilder<T> items)
        where TCodec : IWireCodec<T>
    {
        var scope = Enter();
        items.Reserve(CountPacked(TCodec.WireType));
        while (_position < _end)
        {
            items.Add(TCodec.Read(ref this));
        }

        Leave(scope);
    }

    /// <summary>How many values the current packed run holds: what is reserved is bounded by bytes that are there.</summary>
    private readonly int CountPacked(uint wireType)
    {
        var run = _source[_position.._end];
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

    /// <summary>How many values of the current field follow each other from here, so that the collection is allocated once, in its size.</summary>
    private readonly int CountAhead(uint tag)
    {
        var ahead = this;
        var count = 0;
        try
        {
            do
            {
                ahead.Skip(tag);
                count++;
            } while (ahead.TryTag(tag));
        }
        catch (MessageFormatException)
        {
            // What is wrong shows, with its path, when it is read.
        }

        return Math.Max(1, count);
    }

    /// <summary>The error for a set whose elements share a bucket.</summary>
    internal readonly MessageFormatException Crowded<T>(string field)
    {
        var refused = TooCrowded<T>(_position);
        refused.Prepend(field);
        return refused;
    }

    private readonly MessageFormatException TooCrowded<T>(int position) => Error(HashBuckets<T>.Crowded, position);
}
