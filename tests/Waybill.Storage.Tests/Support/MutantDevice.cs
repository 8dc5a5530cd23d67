using Waybill.Storage.Checkpoints;
using Waybill.Storage.Cleaning;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Inspection;
using Waybill.Storage.Segments;

namespace Waybill.Storage.Tests.Support;

/// <summary>What a mutant does wrong.</summary>
internal enum Mutation
{
    /// <summary>A sync reports success at once and is done only before the next write: the journal confirms before the sync.</summary>
    ConfirmEarly,

    /// <summary>The folder's entries are never made durable.</summary>
    SkipDirectorySync,

    /// <summary>A sync does nothing and reports success.</summary>
    SkipSync,

    /// <summary>A sync that failed reports success.</summary>
    IgnoreFailedSync,

    /// <summary>The last sector of a file reads as zeros when it is opened, so that recovery finds the end of the log before it.</summary>
    CutTooEarly,

    /// <summary>A segment that is written anew lacks one of the records that are needed.</summary>
    CleanLiveRecord,

    /// <summary>A checkpoint whose content is damaged reads as one that has none.</summary>
    EmptyCheckpoint,
}

/// <summary>A device with one wrong. The crash check must catch each.</summary>
internal sealed class MutantDevice(IStorageDevice device, Mutation mutation) : IStorageDevice
{
    public string Name => device.Name;

    public IReadOnlyList<string> List() => device.List();

    public IStorageFile Open(string name, bool writable) => TryEmpty(name) ?? Wrap(device.Open(name, writable));

    public IStorageFile Create(string name, long length) => Wrap(device.Create(name, length));

    public IStorageMapping Map(string name) => device.Map(name);

    public void Rename(string from, string to)
    {
        var isWrittenAnew = mutation == Mutation.CleanLiveRecord && device.List().Contains(to);
        device.Rename(from, to);
        if (isWrittenAnew && SegmentHeader.TryParseFileName(to, out var baseLsn))
        {
            ForgetOne(baseLsn);
        }
    }

    public void Delete(string name) => device.Delete(name);

    public void SyncDirectory()
    {
        if (mutation != Mutation.SkipDirectorySync)
        {
            device.SyncDirectory();
        }
    }

    public IDisposable? TryLock(bool shared, out int ownerProcessId) => device.TryLock(shared, out ownerProcessId);

    // Once more, without the first one. Whoever has the file open sees it all until it is opened again.
    private void ForgetOne(long baseLsn)
    {
        using var segments = new SegmentSet(device.Name);
        segments.Open(device, writable: false, baseLsn);
        if (segments.Find(baseLsn) is not { Directory: not null } segment)
        {
            return;
        }
        var records = new SparseWalk(segment).Items().Select(static item => item.Record).Skip(1).ToList();
        if (records.Count > 0)
        {
            new SparseWriter(device, static () => 1).Write(segment.Header.SegmentBytes, baseLsn, records);
        }
    }

    // Null: it is no damaged checkpoint, or its header is damaged, too.
    private IStorageFile? TryEmpty(string name)
    {
        if (
            mutation != Mutation.EmptyCheckpoint
            || !CheckpointHeader.TryParseFileName(name, out var lsn)
            || CheckpointFile.Check(device, lsn, out _) is not null
        )
        {
            return null;
        }
        using var file = device.Open(name, writable: false);
        var start = new byte[CheckpointHeader.Bytes];
        var read = file.Read(0, start);
        if (!CheckpointHeader.TryRead(start.AsSpan(0, read), file.Length, out var header, out _, out _))
        {
            return null;
        }
        var empty = new SimulatedDevice();
        CheckpointFile.Write(empty, header with { ContentBytes = 0 }, []);
        return empty.Open(name, writable: false);
    }

    private IStorageFile Wrap(IStorageFile file) =>
        mutation switch
        {
            Mutation.ConfirmEarly => new LateFile(file),
            Mutation.SkipSync => new UnsyncedFile(file),
            Mutation.IgnoreFailedSync => new DeafFile(file),
            Mutation.CutTooEarly => new ShortenedFile(file),
            _ => file,
        };

    private abstract class MutantFile(IStorageFile file) : IStorageFile
    {
        public long Length => file.Length;

        public virtual int Read(long offset, Span<byte> destination) => file.Read(offset, destination);

        public virtual void Write(long offset, ReadOnlySpan<byte> source) => file.Write(offset, source);

        public virtual void Sync() => file.Sync();

        public void Dispose() => file.Dispose();
    }

    private sealed class LateFile(IStorageFile file) : MutantFile(file)
    {
        private readonly IStorageFile _file = file;
        private bool _owesSync;

        public override void Write(long offset, ReadOnlySpan<byte> source)
        {
            if (_owesSync)
            {
                _file.Sync();
                _owesSync = false;
            }
            _file.Write(offset, source);
        }

        public override void Sync() => _owesSync = true;
    }

    private sealed class UnsyncedFile(IStorageFile file) : MutantFile(file)
    {
        public override void Sync() { }
    }

    private sealed class DeafFile(IStorageFile file) : MutantFile(file)
    {
        public override void Sync()
        {
            try
            {
                base.Sync();
            }
            catch (IOException)
            {
                // And nobody hears of it.
            }
        }
    }

    private sealed class ShortenedFile(IStorageFile file) : MutantFile(file)
    {
        private const int SectorBytes = 512;
        private readonly Lock _guard = new();
        private long _hidden = LastSector(file);

        public override int Read(long offset, Span<byte> destination)
        {
            lock (_guard)
            {
                var read = base.Read(offset, destination);
                var from = Math.Clamp(_hidden - offset, 0, read);
                var to = Math.Clamp(_hidden + SectorBytes - offset, 0, read);
                destination[(int)from..(int)to].Clear();
                return read;
            }
        }

        public override void Write(long offset, ReadOnlySpan<byte> source)
        {
            lock (_guard)
            {
                _hidden = offset < _hidden + SectorBytes && _hidden < offset + source.Length ? -SectorBytes : _hidden;
                base.Write(offset, source);
            }
        }

        private static long LastSector(IStorageFile file)
        {
            var bytes = new byte[file.Length];
            file.Read(0, bytes);
            var last = bytes.AsSpan().LastIndexOfAnyExcept((byte)0);
            // The file's own header is not the end of a log.
            return last < JournalFormat.SegmentHeaderBytes ? -SectorBytes : last / SectorBytes * SectorBytes;
        }
    }
}
