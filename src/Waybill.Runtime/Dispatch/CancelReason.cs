namespace Waybill.Runtime.Dispatch;

/// <summary>Why a delivery's token was cancelled; the first reason stands.</summary>
internal enum CancelReason
{
    None,
    Timeout,
    LeaseCap,
    LeaseLost,
    Shutdown,
}
