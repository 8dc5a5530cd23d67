using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Waybill.Benchmarks.Durable;

/// <summary>Files that were filled with zeros beforehand and are written round and round.</summary>
internal sealed unsafe partial class RawSegments : IDisposable
{
    private const int Segments = 4;
    private const int SegmentBytes = 64 << 20;
    private const int PageBytes = 4096;
    private const int SectorBytes = 512;
    private readonly string _folder = Directory.CreateTempSubdirectory("waybill-bench-").FullName;
    private readonly SafeFileHandle[] _files = new SafeFileHandle[Segments];
    private int _current;
    private long _at;

    public RawSegments()
    {
        var zeros = new byte[4 << 20];
        for (var i = 0; i < Segments; i++)
        {
            _files[i] = File.OpenHandle(Path.Combine(_folder, $"{i}"), FileMode.CreateNew, FileAccess.ReadWrite);
            for (var at = 0; at < SegmentBytes; at += zeros.Length)
            {
                RandomAccess.Write(_files[i], zeros, at);
            }

            Sync(_files[i]);
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
            _current = (_current + 1) % Segments;
            _at = 0;
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
