using System.Runtime.CompilerServices;

namespace Waybill.Broker.Records;

/// <summary>Walks the messages of a record of any type that has some, and reads only where each goes: what the fold needs of millions of them.</summary>
internal ref struct RecordRoutes
{
    private RecordReader _reader;
    private int _left;

    private RecordRoutes(RecordReader reader, int count)
    {
        _reader = reader;
        _left = count;
    }

    public static RecordRoutes Of(byte type, ReadOnlySpan<byte> payload)
    {
        var (first, count) = RecordMessages.Locate(type, payload);
        return new RecordRoutes(new RecordReader(payload[first..]), count);
    }

    /// <summary>Goes on to the next message; its index in the record is how many came before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(out MessageRoute route)
    {
        if (_left == 0)
        {
            route = default;
            return false;
        }

        _left--;
        route = MessageCodec.ReadRoute(ref _reader);
        return true;
    }
}
