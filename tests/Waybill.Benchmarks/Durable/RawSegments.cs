using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Waybill.Benchmarks.Durable;

/// <summary>Files that were filled with zeros beforehand and are written round and round, or that are made as they are reached, as long as it goes on.</summary>
internal sealed unsafe partial class RawSegments : IDisposable
{
    private const int Segments = 4;
    private const int SegmentBytes = 64 << 20;
    private const int PageBytes = 4096;
    private const int SectorBytes = 512;
    private readonly string _folder = Directory.CreateTempSubdirectory("waybill-bench-").FullName;
    private readonly List<SafeFileHandle> _files = [];
    private readonly bool _inNewSpace;
    private int _current;
    private long _at;

    public RawSegments(bool inNewSpace = false)
    {
        _inNewSpace = inNewSpace;
        var zeros = new byte[4 << 20];
        for (var i = 0; i < (inNewSpace ? 1 : Segments); i++)
        {
            var file = Create();
            for (var at = 0; at < SegmentBytes && !inNewSpace; at += zeros.Length)
            {
                RandomAccess.Write(file, zeros, at);
            }

            Sync(file);
        }
    }

    /// <summary>Writes and syncs whole pages.</summary>
    public void Append(byte[] buffer, int length) => Append(buffer, length, PageBytes, sync: true);

    /// <summary>Writes whole pages.</summary>
    public void AppendUnsynced(byte[] buffer, int length) => Append(buffer, length, PageBytes, sync: false);

    /// <summary>Writes and syncs no more than it must.</summary>
    public void AppendSectors(byte[] buffer, int length) => Append(buffer, length, SectorBytes, sync: true);

    private void Append(byte[] buffer, int length, int unit, bool sync)
    {
        var padded = (length + unit - 1) / unit * unit;
        if (_at + padded > SegmentBytes)
        {
            Roll();
        }

        fixed (byte* start = buffer)
        {
            if (WriteCall(_files[_current], start, (nuint)padded, _at) != padded)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError(), "pwrite");
            }
        }

        if (sync)
        {
            Sync(_files[_current]);
        }

        _at += padded;
    }

    private void Roll()
    {
        _at = 0;
        _current++;
        if (_inNewSpace)
        {
            Create();
        }
        else
        {
            _current %= Segments;
        }
    }

    // Its space is reserved, and nothing is written there yet.
    private SafeFileHandle Create()
    {
        var path = Path.Combine(_folder, $"{_files.Count}");
        _files.Add(File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, preallocationSize: SegmentBytes));
        RandomAccess.SetLength(_files[^1], SegmentBytes);
        return _files[^1];
    }

    public void Dispose()
    {
        foreach (var file in _files)
        {
            file.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static void Sync(SafeFileHandle file)
    {
        if (SyncDataCall(file) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), "fdatasync");
        }
    }

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    private static partial nint WriteCall(SafeFileHandle file, byte* source, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int SyncDataCall(SafeFileHandle file);
}
