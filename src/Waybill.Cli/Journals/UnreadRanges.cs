namespace Waybill.Cli.Journals;

/// <summary>Between which positions a walk, which goes in order, has found nothing that can be read.</summary>
internal sealed class UnreadRanges
{
    private readonly List<long> _from = [];
    private readonly List<long> _to = [];
    private long? _open;

    public bool IsEmpty => _from.Count == 0;

    /// <summary>There is damage from here on, until something whole comes past.</summary>
    public void Begin(long lsn) => _open ??= lsn;

    /// <summary>Here is something whole.</summary>
    public void End(long lsn)
    {
        // Damage of a directory has a place behind the records that it is about, and takes none of them.
        if (_open is { } from && from < lsn)
        {
            _from.Add(from);
            _to.Add(lsn);
        }

        _open = null;
    }

    public bool Contains(long lsn)
    {
        var place = _from.BinarySearch(lsn);
        // The range that begins there, or else the last one that begins before.
        var index = place >= 0 ? place : ~place - 1;
        return index >= 0 && lsn < _to[index];
    }
}
