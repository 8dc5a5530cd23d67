using Waybill.Benchmarks.Hosting;

namespace Waybill.Benchmarks.Durable;

/// <summary>The whole product: bus, generated serializer, routing, journal, confirm. The queue has no consumer.</summary>
internal sealed class WaybillSubject(DurableCase @case, double seconds) : DurableSubject(@case, "Waybill", seconds)
{
    // Without a window only each publisher's newest is kept: confirms come in the order of the journal.
    private readonly ValueTask<PublishReceipt>[] _window = new ValueTask<PublishReceipt>[Math.Max(@case.Publishers, @case.Window)];
    private readonly PublishOptions _options = new() { Durability = @case.IsBuffered ? Durability.Buffered : Durability.Flushed };
    private readonly BenchMessage _message = BenchMessage.Example();
    private WaybillHost? _host;
    private int _next;

    public override async ValueTask BeginAsync(CancellationToken cancellationToken) =>
        _host = await WaybillHost.StartAsync(cancellationToken);

    public override async ValueTask EndAsync()
    {
        Array.Clear(_window);
        await _host!.DisposeAsync();
    }

    protected override async ValueTask WriteAsync(int count, int publisher)
    {
        for (var i = 0; i < count; i++)
        {
            if (Window == 0)
            {
                await PublishAsync(publisher);
                continue;
            }

            await _window[_next];
            _window[_next] = _host!.Bus.PublishAsync(_message, _options);
            _next = _next + 1 == _window.Length ? 0 : _next + 1;
        }
    }

    // Who never awaits is told when too much waits, and then awaits its newest.
    private async ValueTask PublishAsync(int publisher)
    {
        while (true)
        {
            try
            {
                _window[publisher] = _host!.Bus.PublishAsync(_message, _options);
                return;
            }
            catch (TransportException)
            {
                await _window[publisher];
            }
        }
    }

    protected override async ValueTask FinishAsync()
    {
        foreach (var publish in _window)
        {
            await publish;
        }
    }
}
