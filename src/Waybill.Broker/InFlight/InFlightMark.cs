using System.Runtime.InteropServices;
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
    /// <summary>Reads a slot; false when it is free, damaged or says what nobody writes.</summary>
    public static bool TryRead(SlotFile file, int slot, out InFlightMark mark)
    {
        Span<ulong> words = stackalloc ulong[SlotFile.PayloadWords];
        mark = default;
        if (!file.TryRead(slot, words))
        {
            return false;
        }

        var message = new MessageRef((long)words[0], (int)(words[1] >> 32));
        mark = new InFlightMark(
            (int)words[1],
            message,
            MemoryMarshal.Cast<ulong, Guid>(words[2..4])[0],
            Epoch: (long)words[4],
            Crashes: (int)words[5]
        );
        return message is { Lsn: >= 0, Index: >= 0 } && mark is { Epoch: >= 0, Crashes: >= 0 };
    }

    public void Write(SlotFile file, int slot)
    {
        var id = MessageId;
        var halves = MemoryMarshal.Cast<Guid, ulong>(new ReadOnlySpan<Guid>(in id));
        file.Write(
            slot,
            [(ulong)Message.Lsn, (uint)Queue | ((ulong)(uint)Message.Index << 32), halves[0], halves[1], (ulong)Epoch, (uint)Crashes]
        );
    }
}
