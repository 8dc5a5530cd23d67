using Waybill.Broker.Core;
using Waybill.Storage.Devices;
using Waybill.Storage.Slots;
using Waybill.Transports;

namespace Waybill.Broker.InFlight;

/// <summary>
/// The file that says what is being handled, and what may have ended the process before: a slot for each delivery that is in a handler, one for each suspect, and one
/// that says which delivery is handled alone (docs/format/inflight.md).
/// </summary>
internal sealed class InFlightFile : IDisposable
{
    public const string Name = "waybill.inflight";

    /// <summary>How many deliveries can be marked at once: as many as one queue may handle at once.</summary>
    public const int Marks = 1024;

    /// <summary>How many suspects can be kept: all but one of a process's marks.</summary>
    public const int Suspects = 1023;

    private const int FirstSuspect = Marks;
    private const int AloneSlot = Marks + Suspects;
    private readonly SlotFile _file;

    private InFlightFile(SlotFile file) => _file = file;

    /// <inheritdoc cref="SlotFile.Open"/>
    public static InFlightFile Open(IStorageDevice device, out string? damage) =>
        new(SlotFile.Open(device, Name, Marks + Suspects + 1, out damage));

    /// <summary>What an earlier process left here. A message that was handled alone when it ended has one crash more than was kept of it.</summary>
    public IReadOnlyCollection<InFlightMark> ReadLeft()
    {
        var left = new Dictionary<(int Queue, long Lsn, int Index, Guid Id), InFlightMark>();
        for (var slot = FirstSuspect; slot < AloneSlot; slot++)
        {
            if (InFlightMark.TryRead(_file, slot, out var kept))
            {
                left[KeyOf(kept)] = kept;
            }
        }

        var isAlone = InFlightMark.TryRead(_file, AloneSlot, out var alone);
        for (var slot = 0; slot < Marks; slot++)
        {
            if (InFlightMark.TryRead(_file, slot, out var handled))
            {
                // Marked twice when a lease was lost while its handler went on.
                var crashes = left.TryGetValue(KeyOf(handled), out var kept) ? kept.Crashes : 0;
                // Not the number alone: every process begins with the same ones.
                var isOwn = isAlone && alone == handled with { MessageId = default } && crashes < int.MaxValue;
                left[KeyOf(handled)] = handled with { Epoch = 0, Crashes = isOwn ? crashes + 1 : crashes };
            }
        }

        return left.Values;
    }

    /// <summary>
    /// Begins a life: what is handled now is nothing, and these are the suspects. A process that ends meanwhile may lose a crash or a suspect, and counts nothing twice.
    /// </summary>
    /// <returns>The slot of each.</returns>
    public int[] Begin(IReadOnlyList<InFlightMark> suspects)
    {
        _file.Clear(AloneSlot);
        for (var i = 0; i < Suspects; i++)
        {
            if (i < suspects.Count)
            {
                suspects[i].Write(_file, FirstSuspect + i);
            }
            else
            {
                _file.Clear(FirstSuspect + i);
            }
        }

        for (var slot = 0; slot < Marks; slot++)
        {
            _file.Clear(slot);
        }

        return [.. Enumerable.Range(FirstSuspect, Math.Min(suspects.Count, Suspects))];
    }

    public void Write(int slot, in InFlightMark mark) => mark.Write(_file, slot);

    public void Clear(int slot) => _file.Clear(slot);

    /// <summary>Says what is handled alone from here on.</summary>
    /// <param name="queue">The symbol of its queue.</param>
    /// <param name="lease">Its lease.</param>
    public void SetAlone(int queue, DeliveryToken lease) =>
        new InFlightMark(queue, new MessageRef(lease.Position, lease.Index), default, lease.Epoch, 0).Write(_file, AloneSlot);

    /// <summary>Nothing is handled alone from here on.</summary>
    public void EndAlone() => _file.Clear(AloneSlot);

    public void Dispose() => _file.Dispose();

    private static (int Queue, long Lsn, int Index, Guid Id) KeyOf(in InFlightMark mark) =>
        (mark.Queue, mark.Message.Lsn, mark.Message.Index, mark.MessageId);
}
