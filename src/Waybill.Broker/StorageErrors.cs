using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Storage.Devices;

namespace Waybill.Broker;

/// <summary>Makes the storage's exceptions, which know no messages, into Waybill's own.</summary>
internal static class StorageErrors
{
    /// <summary>The exception that a user of the broker gets; null when it is none of the storage's.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="onlyReads">Whoever looks into the folder, and changes nothing, has to be allowed no more.</param>
    public static Exception? Translate(Exception exception, string folder, bool onlyReads = false) =>
        exception switch
        {
            StorageCorruptedException corrupted => new JournalCorruptedException(
                corrupted.Message,
                corrupted.File,
                corrupted.Offset,
                corrupted
            ),
            StorageVersionException newer => new TransportException(newer.Message, newer),
            StorageLockedException locked => new JournalLockedException(
                locked.Message,
                locked.OwnerProcessId == 0 ? null : locked.OwnerProcessId,
                locked
            ),
            StorageFullException full => new JournalFullException(full.Message, full),
            IOException disk when DiskFull.IsReportedBy(disk) => new JournalFullException(
                $"The disk of '{folder}' is full: {disk.Message} Free some space. A new folder needs a segment (EmbeddedBrokerOptions.SegmentBytes, 64 MiB unless you set it; at least four times BufferBytes).",
                disk
            ),
            { } denied when AccessDenied.IsReportedBy(denied) => new TransportException(
                $"The folder '{folder}' cannot be used: {denied.Message.TrimEnd('.')}. The process has to be allowed to {(onlyReads ? "read every file in it" : "make it, and to create, read, change and delete files in it")}.",
                denied
            ),
            StorageFaultedException faulted => new JournalFaultedException(faulted.Message, faulted),
            UnreadableRecordException unreadable => new JournalCorruptedException(
                $"'{unreadable.File}', byte {unreadable.Offset}: {unreadable.Message}",
                unreadable.File,
                unreadable.Offset,
                unreadable
            ),
            ObjectDisposedException closed => new TransportException("The embedded broker is closed.", closed),
            _ => null,
        };
}
