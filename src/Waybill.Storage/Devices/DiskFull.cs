using System.ComponentModel;

namespace Waybill.Storage.Devices;

/// <summary>Tells a full disk, or a used-up quota, from other failures: it passes.</summary>
internal static class DiskFull
{
    private const int NoSpaceError = 28;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private static readonly int _quotaError = OperatingSystem.IsMacOS() ? 69 : 122;

    public static bool IsReportedBy(Exception exception) =>
        exception is IOException
        && (
            OperatingSystem.IsWindows()
                ? exception.HResult is WindowsDiskFull or WindowsHandleDiskFull
                : IsFull((exception.InnerException as Win32Exception)?.NativeErrorCode ?? exception.HResult)
        );

    private static bool IsFull(int error) => error == NoSpaceError || error == _quotaError;
}
