namespace Waybill;

/// <summary>The base of every exception of Waybill's own. Wrong arguments give the BCL's.</summary>
public abstract class WaybillException : Exception
{
    private protected WaybillException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
