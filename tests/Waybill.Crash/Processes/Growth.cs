namespace Waybill.Crash.Processes;

/// <summary>Waits for what another process writes.</summary>
internal static class Growth
{
    /// <summary>Waits until a file has so many bytes.</summary>
    public static async Task ReachAsync(string file, long bytes, CancellationToken cancellationToken)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(file)!, Path.GetFileName(file));
        watcher.NotifyFilter = NotifyFilters.Size | NotifyFilters.LastWrite;
        watcher.Changed += (_, _) => Look();
        watcher.EnableRaisingEvents = true;
        // Of what was written before, nobody is told.
        Look();
        await reached.Task.WaitAsync(cancellationToken);

        void Look()
        {
            if (new FileInfo(file).Length >= bytes)
            {
                reached.TrySetResult();
            }
        }
    }
}
