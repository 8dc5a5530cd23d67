using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Waybill.Storage.Devices;

/// <summary>
/// The system calls whose result must be seen: .NET's own flush reports success on Linux when the device failed (storage.md 3). Only calls
/// without variadic arguments are used with a value in the variadic part, which Apple's arm64 convention would misplace.
/// </summary>
internal static unsafe partial class Posix
{
    public const int NotPermittedError = 1;
    public const int AccessDeniedError = 13;
    public const int ReadOnlyError = 30;
    private const int InterruptedError = 4;
    private const int NoSuchCallError = 38;
    private const int NotSupportedError = 95;
    private const int FullFsync = 51;
    private const int MaySearch = 1;
    private const int MayWrite = 2;
    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;
    private const int LockRelease = 8;
    private static readonly int _wouldBlockError = OperatingSystem.IsLinux() ? 11 : 35;
    private static readonly int _closeOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>The error's number, of one of these calls or of .NET's own; of the latter some have none, and another code stands there.</summary>
    public static int ErrorOf(IOException failure) => (failure.InnerException as Win32Exception)?.NativeErrorCode ?? failure.HResult;

    /// <summary>Asks whether this process may make files in a folder.</summary>
    /// <exception cref="IOException">It may not (<see cref="AccessDenied"/>).</exception>
    public static void RequireWritable(string folder)
    {
        if (AccessCall(folder, MayWrite | MaySearch) != 0)
        {
            throw Failure("access", folder);
        }
    }

    /// <summary>Opens what exists, directories too, without the advisory lock that File.OpenHandle takes.</summary>
    public static SafeFileHandle Open(string path, bool writable)
    {
        int descriptor;
        do
        {
            descriptor = OpenCall(path, (writable ? 2 : 0) | _closeOnExec);
        } while (descriptor < 0 && Marshal.GetLastPInvokeError() == InterruptedError);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failure("open", path);
    }

    /// <summary>Writes everything; a short write goes on where it stopped.</summary>
    public static void Write(SafeFileHandle file, string path, long offset, ReadOnlySpan<byte> source)
    {
        fixed (byte* start = source)
        {
            var written = 0L;
            while (written < source.Length)
            {
                var result = WriteCall(file, start + written, (nuint)(source.Length - written), offset + written);
                if (result > 0)
                {
                    written += result;
                }
                else if (result == 0)
                {
                    throw new IOException($"pwrite on '{path}' wrote nothing.");
                }
                else if (Marshal.GetLastPInvokeError() != InterruptedError)
                {
                    throw Failure("pwrite", path);
                }
            }
        }
    }

    /// <summary>Reserves space for a file, on Linux; a file system that cannot is forgiven.</summary>
    public static void Reserve(SafeFileHandle file, string path, long length)
    {
        while (length > 0 && ReserveCall(file, 0, 0, length) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error is NotSupportedError or NoSuchCallError)
            {
                return;
            }
            if (error != InterruptedError)
            {
                throw Failure("fallocate", path);
            }
        }
    }

    /// <summary>fdatasync: the data and the metadata needed to read it back (F_FULLFSYNC on macOS, where fsync stops at the drive's cache).</summary>
    public static void SyncData(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsMacOS())
        {
            Check(static handle => FileControlCall(handle, FullFsync), file, "fcntl(F_FULLFSYNC)", path);
        }
        else
        {
            Check(static handle => SyncDataCall(handle), file, "fdatasync", path);
        }
    }

    /// <summary>Makes a directory's entries durable (on macOS as <see cref="SyncData"/> does, which is written and not yet proven there).</summary>
    public static void SyncDirectory(string path)
    {
        using var directory = Open(path, writable: false);
        if (OperatingSystem.IsMacOS())
        {
            SyncData(directory, path);
        }
        else
        {
            Check(static handle => SyncCall(handle), directory, "fsync", path);
        }
    }

    /// <summary>Takes the advisory lock of this open file; false when somebody else holds it.</summary>
    public static bool TryLock(SafeFileHandle file, string path, bool shared)
    {
        while (LockCall(file, (shared ? LockShared : LockExclusive) | LockNonBlocking) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == _wouldBlockError)
            {
                return false;
            }
            if (error != InterruptedError)
            {
                throw Failure("flock", path);
            }
        }
        return true;
    }

    /// <summary>
    /// Lets go of a lock. To close the file is not enough: a process that this one is just starting has it open too, until it runs its own program.
    /// </summary>
    public static void Unlock(SafeFileHandle file) => _ = LockCall(file, LockRelease);

    private static void Check(Func<SafeFileHandle, int> call, SafeFileHandle file, string name, string path)
    {
        // An interrupted sync has not failed; any other error is reported and never tried again.
        while (call(file) != 0)
        {
            if (Marshal.GetLastPInvokeError() != InterruptedError)
            {
                throw Failure(name, path);
            }
        }
    }

    private static IOException Failure(string call, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException(
            $"{call} on '{path}' failed: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}).",
            new Win32Exception(error)
        );
    }

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AccessCall(string path, int mode);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenCall(string path, int flags);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    private static partial nint WriteCall(SafeFileHandle file, byte* source, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "fallocate", SetLastError = true)]
    private static partial int ReserveCall(SafeFileHandle file, int mode, long offset, long length);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int SyncDataCall(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int SyncCall(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControlCall(SafeFileHandle file, int command);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int LockCall(SafeFileHandle file, int operation);
}
