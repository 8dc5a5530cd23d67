using Waybill.Storage.Devices;
using Waybill.Storage.Format;

namespace Waybill.Broker.Core.Index;

/// <summary>
/// One budget of memory for the indexes of all queues: as long as it is used up, what is far from its turn goes to a file and comes back when its turn comes. The file
/// is scratch. It is never synced, and each life begins without it; what it stands for is in the journal. For one thread, but for what <see cref="IndexPage.Read"/> does.
/// </summary>
internal sealed class IndexPages(IStorageDevice? device, long budgetBytes, IndexSizes sizes) : IDisposable
{
    public const string FileName = "index.pages";

    private readonly int _pageBytes = sizes.PageBytes;
    private readonly Stack<int> _free = new();
    private readonly List<int> _stillRead = [];

    // Those that have waited longest first: what a busy queue has here is soon claimed, and what an abandoned one has is not.
    private readonly LinkedList<IYielding> _yielding = [];
    private IStorageFile? _file;
    private int _pages;
    private bool _areRead;
    private bool _wasUsed;
    private volatile bool _mayGrow = true;
    private volatile JournalFaultedException? _failure;

    public IndexSizes Sizes => sizes;

    /// <summary>How many pages lie in the file.</summary>
    public int Paged { get; private set; }

    /// <summary>How many bytes of memory the indexes hold.</summary>
    public long InMemory { get; private set; }

    /// <summary>Whether the indexes hold more memory than they may.</summary>
    public bool AreOver => InMemory > budgetBytes;

    /// <summary>Whether the file may become longer; not on a full disk, where others need what there is. From any thread.</summary>
    public bool MayGrow
    {
        set => _mayGrow = value;
    }

    /// <summary>
    /// After whatever catches exceptions: an index that could not be written or read is not what the records have made it, and nothing may be handed out or kept of it.
    /// </summary>
    /// <exception cref="JournalFaultedException">The file has failed.</exception>
    public void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            throw new JournalFaultedException(failure.Message, failure);
        }
    }

    /// <summary>Whether the file was written or a page came back since the last call: a disk may have taken its time.</summary>
    public bool TakeUse()
    {
        var wasUsed = _wasUsed;
        _wasUsed = false;
        return wasUsed;
    }

    /// <summary>The folder is this process's: the file that another one left goes, unless it is in use already.</summary>
    public void Begin()
    {
        if (_file is null && device is not null && device.List().Contains(FileName))
        {
            Delete();
        }
    }

    /// <summary>So many bytes of memory were taken.</summary>
    public void OnTaken(int bytes) => InMemory += bytes;

    /// <summary>So many bytes of memory were given back.</summary>
    public void OnReturned(int bytes) => InMemory -= bytes;

    /// <summary>
    /// Over the budget what has waited longest for its turn to come gives its memory back, whoever has it. Where entries are added: on the way of a delivery nothing is written.
    /// </summary>
    /// <exception cref="JournalFaultedException">The disk has failed.</exception>
    public void Relieve()
    {
        while (AreOver && _yielding.First is { } first)
        {
            // As long as it writes itself down nobody asks for more.
            _yielding.RemoveFirst();
            if (!first.Value.TryPageOut())
            {
                _yielding.AddFirst(first);
                return;
            }
        }
    }

    /// <summary>The turn of some is far: it may be asked for its memory, until <see cref="OnClaimed"/>.</summary>
    /// <returns>What to claim it back with; null when it was asked at once.</returns>
    public LinkedListNode<IYielding>? OnYielding(IYielding part)
    {
        var node = _yielding.AddLast(part);
        Relieve();
        return node.List is null ? null : node;
    }

    /// <summary>Its turn has come.</summary>
    public void OnClaimed(LinkedListNode<IYielding> node) => _yielding.Remove(node);

    /// <summary>Puts something into the file; null when the disk is full, and it has to stay in memory.</summary>
    /// <exception cref="JournalFaultedException">The disk has failed.</exception>
    public IndexPage? TryWrite(ReadOnlySpan<byte> bytes)
    {
        if (device is null || (_free.Count == 0 && !_mayGrow))
        {
            return null;
        }

        _wasUsed = true;
        var isFresh = !_free.TryPop(out var number);
        number = isFresh ? _pages : number;
        try
        {
            _file ??= device.Create(FileName, _pageBytes);
            _file.Write((long)number * _pageBytes, bytes);
        }
        catch (IOException full) when (DiskFull.IsReportedBy(full))
        {
            // Memory is what is left.
            if (!isFresh)
            {
                _free.Push(number);
            }

            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(failure);
        }

        _pages += isFresh ? 1 : 0;
        Paged++;
        return new IndexPage(this, number, bytes.Length, Crc32C.Of(bytes));
    }

    /// <summary>Takes over a run that was read from somewhere else, into the file if that is where it belongs. A ring it is appended to owns it then.</summary>
    public EntryRun Keep(in EntryRun run)
    {
        if (AreOver && run.Length <= _pageBytes && TryWrite(run.InMemory.Span) is { } page)
        {
            return run with { InMemory = default, Page = page };
        }

        OnTaken(run.Length);
        return run;
    }

    /// <summary>Nobody needs a run any more that was taken over.</summary>
    public void Discard(in EntryRun run)
    {
        if (run.Page is { } page)
        {
            Free(page);
        }
        else
        {
            OnReturned(run.Length);
        }
    }

    /// <summary>A page's place may be used again, as soon as nobody can still read it.</summary>
    public void Free(IndexPage page)
    {
        Paged--;
        _wasUsed = true;
        if (_areRead)
        {
            _stillRead.Add(page.Number);
        }
        else
        {
            _free.Push(page.Number);
        }
    }

    /// <summary>Somebody else reads pages that were shared, from now on.</summary>
    public void BeginReading() => _areRead = true;

    /// <summary>Nobody else reads any more.</summary>
    public void EndReading()
    {
        _areRead = false;
        _stillRead.ForEach(_free.Push);
        _stillRead.Clear();
    }

    /// <summary>Nothing is read any more, and the folder is still this process's: the file goes.</summary>
    public void End()
    {
        if (_file is not null)
        {
            Dispose();
            Delete();
        }
    }

    /// <summary>Only closes the file.</summary>
    public void Dispose() => _file?.Dispose();

    private JournalFaultedException Failed(Exception failure) =>
        _failure = new JournalFaultedException(
            $"The queues' index cannot be kept: {failure.Message.TrimEnd('.')}. Restart the process: the journal has everything.",
            failure
        );

    private void Delete()
    {
        try
        {
            device!.Delete(FileName);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It takes room and is of no use; the next one that opens tries again.
        }
    }

    internal byte[] Read(IndexPage page)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(_pageBytes);
        try
        {
            var read = _file!.Read((long)page.Number * _pageBytes, bytes.AsSpan(0, page.Length));
            return read == page.Length && Crc32C.Of(bytes.AsSpan(0, page.Length)) == page.Checksum
                ? bytes
                : throw new IOException(
                    $"Page {page.Number} of '{Path.Combine(device!.Name, FileName)}' does not hold what was written there."
                );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Failed(failure);
        }
    }
}
