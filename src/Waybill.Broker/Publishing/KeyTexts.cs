using System.Text;
using Waybill.Broker.Exchanges;

namespace Waybill.Broker.Publishing;

/// <summary>
/// The texts of routing keys, so that messages of one key share one string. Bounded: every key has one slot, and the last one asked for stays in it. Lock-free
/// and thread-safe.
/// </summary>
internal sealed class KeyTexts
{
    private const int Slots = 1024;

    private readonly Entry?[] _slots = new Entry?[Slots];

    public string Get(ReadOnlySpan<byte> key)
    {
        ref var slot = ref _slots[ByteHash.Compute(key) % Slots];
        var known = Volatile.Read(ref slot);
        if (known is not null && key.SequenceEqual(known.Key))
        {
            return known.Text;
        }

        var added = new Entry(key.ToArray(), Encoding.UTF8.GetString(key));
        Volatile.Write(ref slot, added);
        return added.Text;
    }

    private sealed class Entry(byte[] key, string text)
    {
        public readonly byte[] Key = key;
        public readonly string Text = text;
    }
}
