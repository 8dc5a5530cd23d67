using System.Buffers.Binary;
using Waybill.Broker.Core;
using Waybill.Storage.Slots;

namespace Waybill.Broker.InFlight;

/// <summary>What a slot says of a message (docs/format/inflight.md).</summary>
/// <param name="Queue">The symbol of its queue.</param>
/// <param name="Message">Which entry of the queue it is; see <see cref="QueueEntry.Identity"/>.</param>
/// <param name="MessageId">Its id: a place in the journal may be another message's after a power cut, or when files were copied.</param>
/// <param name="Epoch">Which lease it is handled under; 0 for one that is not being handled.</param>
/// <param name="Crashes">How often the process has ended while it was handled alone.</param>
internal readonly record struct InFlightMark(int Queue, MessageRef Message, Guid MessageId, long Epoch, int Crashes)
{
    private const int QueueAt = 8;
    private const int IndexAt = 12;
    private const int IdAt = 16;
    private const int EpochAt = 32;
    private const int CrashesAt = 40;

    /// <summary>Reads a slot; false when it is free, damaged or says what nobody writes.</summary>
    public static bool TryRead(SlotFile file, int slot, out InFlightMark mark)
    {
        Span<byte> bytes = stackalloc byte[SlotFile.PayloadBytes];
        mark = default;
        if (!file.TryRead(slot, bytes))
        {
            return false;
        }

        var message = new MessageRef(
            BinaryPrimitives.ReadInt64LittleEndian(bytes),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[IndexAt..])
        );
        mark = new InFlightMark(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[QueueAt..]),
            message,
            new Guid(bytes[IdAt..EpochAt]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[EpochAt..]),
            BinaryPrimitives.ReadInt32LittleEndian(bytes[CrashesAt..])
        );
        return message is { Lsn: >= 0, Index: >= 0 } && mark is { Epoch: >= 0, Crashes: >= 0 };
    }

    public void Write(SlotFile file, int slot)
    {
        Span<byte> bytes = stackalloc byte[SlotFile.PayloadBytes];
        bytes[(CrashesAt + sizeof(int))..].Clear();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Message.Lsn);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[QueueAt..], Queue);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[IndexAt..], Message.Index);
        MessageId.TryWriteBytes(bytes[IdAt..]);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[EpochAt..], Epoch);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[CrashesAt..], Crashes);
        file.Write(slot, bytes);
    }
}
