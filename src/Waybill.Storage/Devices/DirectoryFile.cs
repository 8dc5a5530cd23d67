using Microsoft.Win32.SafeHandles;

namespace Waybill.Storage.Devices;

/// <summary>A file of a <see cref="DirectoryDevice"/>.</summary>
internal sealed class DirectoryFile(SafeFileHandle handle, string path) : IStorageFile
{
    public long Length => RandomAccess.GetLength(handle);

    public int Read(long offset, Span<byte> destination)
    {
        var total = 0;
        while (total < destination.Length)
        {
            var read = RandomAccess.Read(handle, destination[total..], offset + total);
            if (read == 0)
            {
                break;
            }
            total += read;
        }
        return total;
    }

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        if (OperatingSystem.IsWindows())
        {
            RandomAccess.Write(handle, source, offset);
        }
        else
        {
            Posix.Write(handle, path, offset, source);
        }
    }

    public void Sync()
    {
        if (OperatingSystem.IsWindows())
        {
            Win32.Sync(handle, path);
        }
        else
        {
            Posix.SyncData(handle, path);
        }
    }

    public void Dispose() => handle.Dispose();
}
