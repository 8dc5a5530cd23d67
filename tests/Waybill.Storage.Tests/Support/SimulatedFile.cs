namespace Waybill.Storage.Tests.Support;

/// <summary>
/// A file's two lives: what the page cache shows, and what the medium holds. Sectors of 512 bytes are dirty from a write to the next sync.
/// </summary>
internal sealed class SimulatedFile
{
    private const int SectorBytes = 512;
    private bool[] _dirty = [];
    private byte[] _cache = [];
    private byte[] _medium = [];

    public int Length => _cache.Length;

    public byte[] Bytes => _cache;

    /// <summary>How many bytes have been read.</summary>
    public long ReadBytes { get; private set; }

    public int Read(long offset, Span<byte> destination)
    {
        var count = (int)Math.Clamp(_cache.Length - offset, 0, destination.Length);
        _cache.AsSpan((int)Math.Min(offset, _cache.Length), count).CopyTo(destination);
        ReadBytes += count;
        return count;
    }

    public void Write(long offset, ReadOnlySpan<byte> source)
    {
        var end = (int)offset + source.Length;
        if (end > _cache.Length)
        {
            Array.Resize(ref _cache, end);
        }
        source.CopyTo(_cache.AsSpan((int)offset));
        MarkDirty((int)offset, end);
    }

    /// <summary>It is mapped: any byte may change at any time from here on, and nobody syncs it.</summary>
    public void KeepDirty() => MarkDirty(0, _cache.Length);

    public void Sync()
    {
        Persist(_dirty);
        Array.Clear(_dirty);
    }

    /// <summary>How often a sync has failed: each handle that was open then hears of it once.</summary>
    public int Failures { get; private set; }

    /// <summary>As Linux does it: the pages count as clean and keep their contents in the cache, and the medium has nothing of them.</summary>
    public void FailSync()
    {
        Failures++;
        Array.Clear(_dirty);
    }

    /// <summary>What was written after this offset never reached the medium: it has the zeros that were there before.</summary>
    public void Blank(int offset)
    {
        _cache.AsSpan(offset).Clear();
        _medium = [.. _cache];
        Array.Clear(_dirty);
    }

    /// <summary>Something else cut the file short.</summary>
    public void Truncate(int length)
    {
        Array.Resize(ref _cache, length);
        _medium = [.. _cache];
        Array.Clear(_dirty);
    }

    public void Flip(int offset, int bit) => _cache[offset] ^= (byte)(1 << bit);

    /// <summary>What another process finds after this one was killed.</summary>
    public SimulatedFile Copy()
    {
        return new SimulatedFile
        {
            _cache = [.. _cache],
            _medium = [.. _medium],
            _dirty = [.. _dirty],
        };
    }

    /// <summary>What is there after a power cut: of the dirty sectors any subset, in any order.</summary>
    public SimulatedFile AfterPowerCut(Random random)
    {
        var after = Copy();
        // Some cuts keep nearly all, some nearly none: the rare single loss is what finds errors.
        var keep = random.NextDouble();
        after.Persist([.. _dirty.Select(dirty => dirty && random.NextDouble() < keep)]);
        after._cache = [.. after._medium];
        Array.Clear(after._dirty);
        return after;
    }

    private void MarkDirty(int start, int end)
    {
        var sectors = (end + SectorBytes - 1) / SectorBytes;
        if (sectors > _dirty.Length)
        {
            Array.Resize(ref _dirty, sectors);
        }
        Array.Fill(_dirty, true, start / SectorBytes, sectors - (start / SectorBytes));
    }

    private void Persist(ReadOnlySpan<bool> sectors)
    {
        var length = Math.Min((sectors.LastIndexOf(true) + 1) * SectorBytes, _cache.Length);
        if (length > _medium.Length)
        {
            Array.Resize(ref _medium, length);
        }

        for (var sector = 0; sector * SectorBytes < length; sector++)
        {
            if (sectors[sector])
            {
                var start = sector * SectorBytes;
                var end = Math.Min(start + SectorBytes, _cache.Length);
                _cache.AsSpan(start, end - start).CopyTo(_medium.AsSpan(start));
            }
        }
    }
}
