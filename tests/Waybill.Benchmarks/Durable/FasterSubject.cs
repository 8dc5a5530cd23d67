using FASTER.core;

namespace Waybill.Benchmarks.Durable;

/// <summary>FASTER's log, committed every 5 ms. It opens its file with O_SYNC and calls no fsync.</summary>
internal sealed class FasterSubject(DurableCase @case, double seconds) : DurableSubject(@case, "FASTER", seconds)
{
    private static readonly TimeSpan s_commitEvery = TimeSpan.FromMilliseconds(5);
    private readonly byte[] _payload = new byte[PayloadBytes];

    // Where the last records of the window begin; a record is durable when the log is committed beyond it.
    private readonly long[] _addresses = new long[Math.Max(1, @case.Window)];
    private FasterLog? _log;
    private IDevice? _device;
    private Thread? _committer;
    private string? _folder;
    private int _next;
    private volatile bool _stopping;

    public override ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        Array.Fill(_addresses, -1);
        _stopping = false;
        _folder = Directory.CreateTempSubdirectory("waybill-bench-").FullName;
        _device = Devices.CreateLogDevice(Path.Combine(_folder, "log"), preallocateFile: false);
        _log = new FasterLog(new FasterLogSettings { LogDevice = _device });
        _committer = new Thread(Commit) { IsBackground = true };
        _committer.Start();
        return ValueTask.CompletedTask;
    }

    public override ValueTask EndAsync()
    {
        _stopping = true;
        _committer!.Join();
        _log!.Dispose();
        _device!.Dispose();
        Directory.Delete(_folder!, recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask WriteAsync(int count, int publisher)
    {
        for (var i = 0; i < count; i++)
        {
            if (Window > 0 && _log!.CommittedUntilAddress <= _addresses[_next])
            {
                Wait(_addresses[_next]);
            }

            var address = _log!.Enqueue(_payload);
            if (Window > 0)
            {
                _addresses[_next] = address;
                _next = _next + 1 == _addresses.Length ? 0 : _next + 1;
            }
        }

        return ValueTask.CompletedTask;
    }

    protected override ValueTask FinishAsync()
    {
        Wait(_log!.TailAddress - 1);
        return ValueTask.CompletedTask;
    }

    private void Wait(long address)
    {
        var spin = new SpinWait();
        while (_log!.CommittedUntilAddress <= address)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    private void Commit()
    {
        while (!_stopping)
        {
            Thread.Sleep(s_commitEvery);
            _log!.Commit(spinWait: true);
        }
    }
}
