namespace Waybill.Storage;

/// <summary>
/// A write or a sync failed. This is final: after a failed sync the kernel may have dropped the pages, so what is on the medium is unknown
/// until the journal is opened again and recovered. Nothing that was pending may be taken as stored.
/// </summary>
internal sealed class StorageFaultedException : StorageException
{
    internal StorageFaultedException(string folder, Exception inner)
        : base($"The journal in '{folder}' has stopped: {inner.Message} Nothing more is accepted; open it again to recover.", inner) { }
}
