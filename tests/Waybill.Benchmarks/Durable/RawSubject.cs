using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Durable;

/// <summary>
/// The limit: two buffers that are swapped, and one writer that writes and syncs what has gathered. No checksum, no confirm, no header but a length. In new space it
/// is the limit of who keeps everything, as a broker does whose queue nobody empties.
/// </summary>
internal sealed class RawSubject(DurableCase @case, double seconds, bool inNewSpace = false)
    : DurableSubject(@case, inNewSpace ? "raw, new space" : Baselines.Raw, seconds)
{
    private const int BufferBytes = 2 << 20;
    private const int HeaderBytes = sizeof(int);
    private const int RecordBytes = HeaderBytes + PayloadBytes;
    private const int PerBuffer = BufferBytes / RecordBytes;
    private readonly byte[] _payload = new byte[PayloadBytes];
    private RawSegments? _segments;
    private byte[] _filling = GC.AllocateArray<byte>(BufferBytes, pinned: true);
    private byte[] _spare = GC.AllocateArray<byte>(BufferBytes, pinned: true);
    private Thread? _writer;
    private int _gate;
    private int _filled;
    private long _written;
    private long _durable;
    private volatile bool _stopping;

    public override ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _segments ??= new RawSegments(inNewSpace);
        _filled = 0;
        _written = _durable = 0;
        _stopping = false;
        _writer = new Thread(Write) { IsBackground = true };
        _writer.Start();
        return ValueTask.CompletedTask;
    }

    public override ValueTask EndAsync()
    {
        _stopping = true;
        _writer!.Join();
        if (inNewSpace)
        {
            _segments!.Dispose();
            _segments = null;
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask CloseAsync()
    {
        _segments?.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override ValueTask WriteAsync(int count, int publisher)
    {
        for (var i = 0; i < count; i++)
        {
            if (Window > 0)
            {
                WindowWait.Until(ref _durable, _written - Window + 1);
            }

            var spin = new SpinWait();
            while (!TryAppend())
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }

            _written += Window > 0 ? 1 : 0;
        }

        Interlocked.Add(ref _written, Window > 0 ? 0 : count);

        return ValueTask.CompletedTask;
    }

    protected override ValueTask FinishAsync()
    {
        WindowWait.Until(ref _durable, _written);
        return ValueTask.CompletedTask;
    }

    private bool TryAppend()
    {
        Enter();
        var room = _filled < PerBuffer;
        if (room)
        {
            var record = _filling.AsSpan(_filled * RecordBytes, RecordBytes);
            BitConverter.TryWriteBytes(record, PayloadBytes);
            _payload.CopyTo(record[HeaderBytes..]);
            _filled++;
        }

        Volatile.Write(ref _gate, 0);
        return room;
    }

    private void Write()
    {
        var spin = new SpinWait();
        while (!_stopping)
        {
            Enter();
            var records = _filled;
            if (records > 0)
            {
                (_filling, _spare) = (_spare, _filling);
                _filled = 0;
            }

            Volatile.Write(ref _gate, 0);
            if (records == 0)
            {
                spin.SpinOnce(sleep1Threshold: -1);
                continue;
            }

            if (Case.IsBuffered)
            {
                _segments!.AppendUnsynced(_spare, records * RecordBytes);
            }
            else
            {
                _segments!.Append(_spare, records * RecordBytes);
            }

            Volatile.Write(ref _durable, _durable + records);
            spin = new SpinWait();
        }
    }

    private void Enter()
    {
        var spin = new SpinWait();
        while (Interlocked.Exchange(ref _gate, 1) != 0)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }
}
