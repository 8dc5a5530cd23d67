namespace Waybill.Storage.Devices;

/// <summary>
/// Tells that a file is not this process's to use, or its file system not to be changed, from other failures. Only what .NET itself is not permitted is an
/// <see cref="UnauthorizedAccessException"/>: a file system that is read-only is none to it, and the journal's own calls report all three by number.
/// </summary>
internal static class AccessDenied
{
    public static bool IsReportedBy(Exception exception) =>
        exception is UnauthorizedAccessException
        || (
            exception is IOException failure
            && !OperatingSystem.IsWindows()
            && Posix.ErrorOf(failure) is Posix.NotPermittedError or Posix.AccessDeniedError or Posix.ReadOnlyError
        );
}
