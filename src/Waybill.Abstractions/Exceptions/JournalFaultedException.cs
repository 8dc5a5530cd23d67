namespace Waybill;

/// <summary>A write or sync of the journal failed. Final: what was not confirmed may or may not be stored; the broker must be opened again.</summary>
public sealed class JournalFaultedException : WaybillException
{
    /// <summary>What failed.</summary>
    public JournalFaultedException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
