namespace Waybill;

/// <summary>Another process uses the journal's folder.</summary>
public sealed class JournalLockedException : WaybillException
{
    /// <summary>Names the folder and its owner.</summary>
    public JournalLockedException(string message, int? ownerProcessId, Exception? innerException = null)
        : base(message, innerException) => OwnerProcessId = ownerProcessId;

    /// <summary>The process that holds the folder; null when it could not be read.</summary>
    public int? OwnerProcessId { get; }
}
