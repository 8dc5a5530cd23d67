using Waybill.Broker.Records;
using Waybill.Storage;

namespace Waybill.Broker;

/// <summary>Makes the storage's exceptions, which know no messages, into Waybill's own.</summary>
internal static class StorageErrors
{
    /// <summary>The exception that a user of the broker gets; null when it is none of the storage's.</summary>
    public static Exception? Translate(Exception exception, string folder) =>
        exception switch
        {
            StorageCorruptedException corrupted => new JournalCorruptedException(
                corrupted.Message,
                corrupted.File,
                corrupted.Offset,
                corrupted
            ),
            StorageLockedException locked => new JournalLockedException(
                locked.Message,
                locked.OwnerProcessId == 0 ? null : locked.OwnerProcessId,
                locked
            ),
            StorageFaultedException faulted => new JournalFaultedException(faulted.Message, faulted),
            UnreadableRecordException unreadable => new JournalCorruptedException(unreadable.Message, folder, unreadable.Lsn, unreadable),
            ObjectDisposedException closed => new TransportException("The embedded broker is closed.", closed),
            _ => null,
        };
}
