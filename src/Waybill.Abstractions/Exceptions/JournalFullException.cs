namespace Waybill;

/// <summary>
/// The disk of the embedded broker's folder is full. The publish was not stored and may be tried again (of a producer's, see <see cref="IProducer"/>). It
/// throws at the call, or comes with the task of a publish that waited for room. Settlements, and what handlers publish with them, still go
/// through. The broker goes on by itself as soon as there is room.
/// </summary>
public sealed class JournalFullException : WaybillException
{
    /// <summary>Which folder, and what to do.</summary>
    public JournalFullException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
