using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Waybill.Package.Tests;

/// <summary>A program that runs until it is told to stop.</summary>
internal sealed partial class RunningProgram : IDisposable
{
    private const int SigTerm = 15;
    private static readonly TimeSpan s_hangGuard = TimeSpan.FromMinutes(3);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _news = new(0);
    private readonly Process _process;

    public RunningProgram(ProcessStartInfo info)
    {
        _process = new Process { StartInfo = info };
        _process.OutputDataReceived += OnLine;
        _process.ErrorDataReceived += OnLine;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => string.Join('\n', _lines);

    /// <summary>Waits for a line that holds the parts in their order.</summary>
    public async Task<string> LineAsync(params string[] parts)
    {
        using var guard = new CancellationTokenSource(s_hangGuard);
        while (true)
        {
            if (_lines.FirstOrDefault(line => Holds(line, parts)) is { } found)
            {
                return found;
            }

            Assert.False(_process.HasExited, $"It ended before it said '{string.Join(" … ", parts)}':\n{Output}");
            try
            {
                await _news.WaitAsync(TimeSpan.FromSeconds(1), guard.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It did not say '{string.Join(" … ", parts)}':\n{Output}");
            }
        }
    }

    /// <summary>Asks it to stop, as Ctrl+C and service managers do; it must end by itself and say that all is well.</summary>
    public async Task StopAsync(TimeSpan deadline)
    {
        Assert.Equal(0, Kill(_process.Id, SigTerm));
        using var guard = new CancellationTokenSource(deadline);
        try
        {
            await _process.WaitForExitAsync(guard.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It did not stop within {deadline}:\n{Output}");
        }

        Assert.True(_process.ExitCode == 0, $"Exit code {_process.ExitCode}:\n{Output}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _news.Dispose();
    }

    private void OnLine(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            _lines.Enqueue(text);
            _news.Release();
        }
    }

    private static bool Holds(string line, string[] parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            at = line.IndexOf(part, at, StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }

            at += part.Length;
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
