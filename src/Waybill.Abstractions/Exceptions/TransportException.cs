namespace Waybill;

/// <summary>A transport cannot do what was asked: it is closed, unreachable, or refused.</summary>
public sealed class TransportException : WaybillException
{
    /// <summary>What failed.</summary>
    public TransportException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
