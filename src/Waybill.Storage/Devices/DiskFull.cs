using System.ComponentModel;

namespace Waybill.Storage.Devices;

/// <summary>Tells a full disk, or a used-up quota, from other failures: it passes.</summary>
internal static class DiskFull
{
    private const int NoSpaceError = 28;
    private const int GeneralError = unchecked((int)0x80131620);
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);
    private static readonly int _quotaError = OperatingSystem.IsMacOS() ? 69 : 122;

    public static bool IsReportedBy(Exception exception) =>
        exception is IOException failure
        && (OperatingSystem.IsWindows() ? failure.HResult is WindowsDiskFull or WindowsHandleDiskFull : IsFull(Posix.ErrorOf(failure)));

    /// <summary>
    /// Whether it is what .NET throws on Unix where it is to reserve a file's space and there is none: it says so in words only. (Or the file is larger than the file system
    /// allows, which a segment is on none that is in use.)
    /// </summary>
    public static bool IsInWordsOnly(IOException failure) => failure is { InnerException: null, HResult: GeneralError };

    /// <summary>The same with the error's number.</summary>
    public static IOException WithNumber(IOException failure) => new(failure.Message, new Win32Exception(NoSpaceError));

    private static bool IsFull(int error) => error == NoSpaceError || error == _quotaError;
}
