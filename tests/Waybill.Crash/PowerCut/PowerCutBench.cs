using Waybill.Crash.Kill;
using Waybill.Crash.Processes;

namespace Waybill.Crash.PowerCut;

/// <summary>A folder in memory with the images, and the children that live on them.</summary>
internal sealed class PowerCutBench : IDisposable
{
    private const long ImageBytes = 96 << 20;
    private const int MaxBytesSaid = 60_000;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(120);

    private readonly string _root = Directory.CreateTempSubdirectory("waybill-power-cut-").FullName;
    private readonly string[] _childArguments;
    private readonly CancellationToken _cancellationToken;

    /// <param name="childArguments">What the children are told besides.</param>
    /// <param name="cancellationToken">Ends the child that lives, so that the disks can be taken down.</param>
    public PowerCutBench(string[] childArguments, CancellationToken cancellationToken)
    {
        _childArguments = childArguments;
        _cancellationToken = cancellationToken;
        Tool.Run("mount", "-t", "tmpfs", "-o", $"size={4 * ImageBytes}", "waybill", _root);
        try
        {
            LoopDisk.Format(Empty, ImageBytes);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private string Empty => Path.Combine(_root, "empty");

    private string Image => Path.Combine(_root, "image");

    private string Copy => Path.Combine(_root, "copy");

    private string MountPoint => Path.Combine(_root, "disk");

    private string Said => Path.Combine(_root, "said");

    private string Errors => Path.Combine(_root, "errors");

    /// <summary>A new disk.</summary>
    public void Begin() => Tool.Run("cp", "--sparse=auto", Empty, Image);

    /// <summary>Lets a child live until a random moment, and goes on with the disk as it was then.</summary>
    /// <returns>What a child that ended by itself said; null: it did not.</returns>
    public string? Live(long first, Random random, Ledger ledger)
    {
        var end = Moment.Draw(random, MaxBytesSaid);
        using (var disk = LoopDisk.Mount(Image, MountPoint))
        {
            using var child = Start("--first", $"{first}");
            var isReached = WaitAsync(child, end).GetAwaiter().GetResult();
            if (!child.StandStill())
            {
                return $"a child ended by itself with exit code {child.ExitCode}: {File.ReadAllText(Errors)}";
            }

            if (!isReached)
            {
                return $"a child did not come to its moment within {s_limit}";
            }

            Tell(ledger);
            disk.CopyTo(Copy);
        }

        File.Move(Copy, Image, overwrite: true);
        return null;
    }

    /// <summary>Lets a child empty the queues.</summary>
    /// <returns>What a child that failed said; null: it did not.</returns>
    public string? Drain(Ledger ledger)
    {
        using var disk = LoopDisk.Mount(Image, MountPoint);
        using var child = Start();
        var ended = child.WaitForExit(s_limit);
        _cancellationToken.ThrowIfCancellationRequested();
        if (!ended)
        {
            return "the last child did not drain the queues";
        }

        Tell(ledger);
        return child.ExitCode == 0 ? null : $"the last child ended with exit code {child.ExitCode}: {File.ReadAllText(Errors)}";
    }

    /// <summary>Keeps the image, for whoever looks into a violation.</summary>
    public string Keep()
    {
        var kept = Path.Combine(Directory.CreateTempSubdirectory("waybill-power-cut-kept-").FullName, "image");
        File.Copy(Image, kept);
        return kept;
    }

    public void Dispose()
    {
        if (Tool.Try(() => Tool.Run("umount", _root)) is not null)
        {
            Tool.Run("umount", "--lazy", _root);
        }

        Directory.Delete(_root, recursive: true);
    }

    private ChildProcess Start(params string[] arguments)
    {
        File.WriteAllText(Said, "");
        string[] command = [.. ChildProcess.Command, "child", "--data", Path.Combine(MountPoint, "data"), .. arguments, .. _childArguments];
        return new ChildProcess(Said, Errors, command);
    }

    /// <summary>Waits for a moment in a child's life, for its end, or for as long as only a hang would take.</summary>
    /// <returns>Whether the moment came.</returns>
    private async Task<bool> WaitAsync(ChildProcess child, Moment end)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken);
        over.CancelAfter(s_limit);
        var reached = ReachAsync(end, over.Token);
        await Task.WhenAny(reached, child.WaitForExitAsync(over.Token));
        _cancellationToken.ThrowIfCancellationRequested();
        await over.CancelAsync();
        return reached.IsCompletedSuccessfully;
    }

    private async Task ReachAsync(Moment end, CancellationToken cancellationToken)
    {
        // The first thing that is said is that the folder is being opened.
        await Growth.ReachAsync(Said, end.Said ?? 1, cancellationToken);
        if (end.Said is null)
        {
            await Task.Delay(end.After, cancellationToken);
        }
    }

    private void Tell(Ledger ledger)
    {
        foreach (var line in ChildProcess.Lines(Said))
        {
            if (Entry.TryParse(line, out var entry) && entry.Kind != EntryKind.Drained)
            {
                ledger.Add(entry);
            }
        }
    }
}
