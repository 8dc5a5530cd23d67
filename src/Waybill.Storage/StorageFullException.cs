namespace Waybill.Storage;

/// <summary>
/// The disk has no room for the journal's next segment. Nothing was stored, and nothing has failed: what makes room is still accepted, and the rest again as soon as
/// there is room.
/// </summary>
internal sealed class StorageFullException : StorageException
{
    internal StorageFullException(string folder, long segmentBytes)
        : base(
            $"The disk of '{folder}' is full: nothing that takes room is accepted; settlements are, as long as there is space that was kept for them. Free some space (a further segment takes {segmentBytes} bytes), or let handlers empty the queues; it goes on by itself."
        ) { }
}
