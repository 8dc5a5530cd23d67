using System.Collections.Concurrent;
using Waybill.Storage.Devices;

namespace Waybill.Storage.Tests.Support;

/// <summary>
/// Lets a test decide when the filler goes on and how it ends, and keeps the order of all writes. The filler is who opens a file that is open.
/// </summary>
internal sealed class FillerDevice(IStorageDevice device) : IStorageDevice
{
    private readonly ConcurrentDictionary<string, int> _handles = new();
    private readonly ConcurrentQueue<FillerWrite> _writes = new();
    private int _filling;

    /// <summary>What the filler waits for where it is held.</summary>
    public TaskCompletionSource Filling { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The filler has come to where it is held.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Runs where the filler is held, before it waits.</summary>
    public Action Held { get; init; } = () => { };

    /// <summary>The filler is held at the first write that begins there or behind; null: already where it opens the file.</summary>
    public long? HoldFrom { get; init; } = 0;

    /// <summary>How many fillers had the file open when the folder was unlocked; null before that.</summary>
    public int? FillersAtUnlock { get; private set; }

    public IReadOnlyList<FillerWrite> Writes => [.. _writes];

    public string Name => device.Name;

    public IReadOnlyList<string> List() => device.List();

    public IStorageFile Open(string name, bool writable)
    {
        var handle = Wrap(name, device.Open(name, writable));
        if (handle.Fills && HoldFrom is null)
        {
            Hold();
        }
        return handle;
    }

    public IStorageFile Create(string name, long length) => Wrap(Path.GetFileNameWithoutExtension(name), device.Create(name, length));

    public IStorageMapping Map(string name) => device.Map(name);

    public void Rename(string from, string to) => device.Rename(from, to);

    public void Delete(string name) => device.Delete(name);

    public void SyncDirectory() => device.SyncDirectory();

    public IDisposable? TryLock(bool shared, out int ownerProcessId) =>
        device.TryLock(shared, out ownerProcessId) is { } held ? new Lock(this, held) : null;

    private Handle Wrap(string name, IStorageFile file)
    {
        var fills = _handles.AddOrUpdate(name, 1, (_, count) => count + 1) > 1;
        Interlocked.Add(ref _filling, fills ? 1 : 0);
        return new Handle(this, name, file, fills);
    }

    private void Hold()
    {
        IsHeld = true;
        Held();
        Filling.Task.GetAwaiter().GetResult();
    }

    private sealed class Lock(FillerDevice device, IDisposable held) : IDisposable
    {
        public void Dispose()
        {
            device.FillersAtUnlock = Volatile.Read(ref device._filling);
            held.Dispose();
        }
    }

    private sealed class Handle(FillerDevice device, string name, IStorageFile file, bool fills) : IStorageFile
    {
        public bool Fills => fills;

        public long Length => file.Length;

        public int Read(long offset, Span<byte> destination) => file.Read(offset, destination);

        public void Write(long offset, ReadOnlySpan<byte> source)
        {
            if (fills && offset >= device.HoldFrom)
            {
                device.Hold();
            }
            device._writes.Enqueue(new FillerWrite(name, fills, offset, offset + source.Length));
            file.Write(offset, source);
        }

        public void Sync() => file.Sync();

        public void Dispose()
        {
            file.Dispose();
            Interlocked.Add(ref device._filling, fills ? -1 : 0);
        }
    }
}

/// <summary>One write.</summary>
internal sealed record FillerWrite(string Name, bool Fills, long From, long To);
