using System.Diagnostics;
using Waybill.Benchmarks.Harness;
using Waybill.Benchmarks.Hosting;

namespace Waybill.Benchmarks.Durable;

/// <summary>One publisher that awaits each record before the next: how long one takes.</summary>
internal abstract class AwaitEachSubject(string name, double seconds) : Subject(name)
{
    public const string Case = "await-each";
    private const int Warming = 200;

    /// <summary>The limit: one write of the same size and one sync.</summary>
    public static Subject Raw(double seconds) => new RawEach(seconds);

    /// <summary>The whole product.</summary>
    public static Subject Waybill(double seconds) => new WaybillEach(seconds);

    public override async ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < Warming; i++)
        {
            await WriteAsync();
        }

        var delays = new List<double>();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            await WriteAsync();
            delays.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }

        double[] sorted = [.. delays.Order()];
        return
        [
            new Figure($"{Case}, p50", Statistics.Percentile(sorted, 0.5), 0, "µs"),
            new Figure($"{Case}, p99", Statistics.Percentile(sorted, 0.99), 0, "µs"),
        ];
    }

    protected abstract ValueTask WriteAsync();

    private sealed class RawEach(double seconds) : AwaitEachSubject(Baselines.Raw, seconds)
    {
        private readonly byte[] _record = new byte[DurableSubject.PayloadBytes];
        private RawSegments? _segments;

        public override ValueTask BeginAsync(CancellationToken cancellationToken)
        {
            _segments ??= new RawSegments();
            return ValueTask.CompletedTask;
        }

        public override ValueTask CloseAsync()
        {
            _segments?.Dispose();
            return ValueTask.CompletedTask;
        }

        protected override ValueTask WriteAsync()
        {
            _segments!.AppendSectors(_record, _record.Length);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class WaybillEach(double seconds) : AwaitEachSubject("Waybill", seconds)
    {
        private readonly BenchMessage _message = BenchMessage.Example();
        private WaybillHost? _host;

        public override async ValueTask BeginAsync(CancellationToken cancellationToken) =>
            _host = await WaybillHost.StartAsync(cancellationToken);

        public override ValueTask EndAsync() => _host!.DisposeAsync();

        protected override async ValueTask WriteAsync() => await _host!.Bus.PublishAsync(_message);
    }
}
