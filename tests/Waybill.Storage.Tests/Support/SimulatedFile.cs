using System.Collections.Concurrent;

namespace Waybill.Storage.Tests.Support;

/// <summary>
/// A file's two lives: what the page cache shows, and what the medium holds. Sectors of 512 bytes are dirty from a write to the next sync. Copies share what neither
/// has changed since.
/// </summary>
internal sealed class SimulatedFile
{
    private const int SectorBytes = 512;
    private static readonly ConcurrentDictionary<int, byte[]> s_zeros = new();
    private bool[] _dirty = [];
    private byte[] _cache = [];
    private byte[] _medium = [];
    private bool _sharesCache;
    private bool _sharesMedium;

    public SimulatedFile() { }

    /// <summary>A file whose length was set, and which nobody has written.</summary>
    public SimulatedFile(int length)
    {
        (_cache, _sharesCache) = (s_zeros.GetOrAdd(length, static length => new byte[length]), true);
        MarkDirty(Math.Max(0, length - 1), length);
    }

    public int Length => _cache.Length;

    /// <summary>What the page cache shows, to read and to write.</summary>
    public byte[] Bytes => OwnCache();

    /// <summary>What the page cache shows.</summary>
    public ReadOnlySpan<byte> Content => _cache;

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
            _sharesCache = false;
        }
        source.CopyTo(OwnCache().AsSpan((int)offset));
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
        OwnCache().AsSpan(offset).Clear();
        KeepOnMedium();
    }

    /// <summary>Something else cut the file short.</summary>
    public void Truncate(int length)
    {
        Array.Resize(ref _cache, length);
        KeepOnMedium();
    }

    public void Flip(int offset, int bit) => OwnCache()[offset] ^= (byte)(1 << bit);

    /// <summary>What another process finds after this one was killed.</summary>
    public SimulatedFile Copy()
    {
        (_sharesCache, _sharesMedium) = (true, true);
        return new SimulatedFile
        {
            _cache = _cache,
            _medium = _medium,
            _sharesCache = true,
            _sharesMedium = true,
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
        after._cache = after._medium;
        (after._sharesCache, after._sharesMedium) = (true, true);
        Array.Clear(after._dirty);
        return after;
    }

    private byte[] OwnCache()
    {
        if (_sharesCache)
        {
            _cache = [.. _cache];
            _sharesCache = false;
        }
        return _cache;
    }

    private byte[] OwnMedium()
    {
        if (_sharesMedium)
        {
            _medium = [.. _medium];
            _sharesMedium = false;
        }
        return _medium;
    }

    private void KeepOnMedium()
    {
        _medium = _cache;
        (_sharesCache, _sharesMedium) = (true, true);
        Array.Clear(_dirty);
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
        if (length == 0)
        {
            return;
        }

        if (length > _medium.Length)
        {
            Array.Resize(ref _medium, length);
            _sharesMedium = false;
        }

        var medium = OwnMedium();
        for (var sector = 0; sector * SectorBytes < length; sector++)
        {
            if (sectors[sector])
            {
                var start = sector * SectorBytes;
                var end = Math.Min(start + SectorBytes, _cache.Length);
                _cache.AsSpan(start, end - start).CopyTo(medium.AsSpan(start));
            }
        }
    }
}
