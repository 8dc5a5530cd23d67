using System.IO.MemoryMappedFiles;

namespace Waybill.Storage.Devices;

/// <summary>A mapped file of a <see cref="DirectoryDevice"/>.</summary>
internal sealed unsafe class DirectoryMapping : IStorageMapping
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly int _length;

    public DirectoryMapping(string path)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        try
        {
            _length = checked((int)RandomAccess.GetLength(handle));
            _file = MemoryMappedFile.CreateFromFile(
                handle,
                mapName: null,
                _length,
                MemoryMappedFileAccess.ReadWrite,
                HandleInheritability.None,
                leaveOpen: false
            );
        }
        catch
        {
            handle.Dispose();
            throw;
        }

        try
        {
            _view = _file.CreateViewAccessor(0, _length, MemoryMappedFileAccess.ReadWrite);
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _start = start + _view.PointerOffset;
    }

    public Span<byte> Bytes => new(_start, _length);

    public void Dispose()
    {
        var view = _view.SafeMemoryMappedViewHandle;
        if (!view.IsClosed)
        {
            view.ReleasePointer();
            // Before the accessor, which would sync what is still mapped.
            view.Dispose();
        }

        _view.Dispose();
        _file.Dispose();
    }
}
