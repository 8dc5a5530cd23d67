using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Waybill.Storage.Devices;

/// <summary>The checked flush on Windows. Written and not yet proven there.</summary>
internal static partial class Win32
{
    public static void Sync(SafeFileHandle file, string path)
    {
        if (FlushFileBuffers(file) == 0)
        {
            var error = Marshal.GetLastPInvokeError();
            throw new IOException($"FlushFileBuffers on '{path}' failed (error {error}).", new Win32Exception(error));
        }
    }

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial int FlushFileBuffers(SafeFileHandle file);
}
