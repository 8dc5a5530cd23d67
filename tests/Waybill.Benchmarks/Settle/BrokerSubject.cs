using Waybill.Benchmarks.Hosting;

namespace Waybill.Benchmarks.Settle;

/// <summary>A broker without a host, over a fresh folder in each round.</summary>
internal abstract class BrokerSubject(string name, string @case, int queues, double seconds) : SteadySubject(name, @case, seconds)
{
    private const int BodyBytes = 256;
    private string? _folder;

    protected byte[] Body { get; } = new byte[BodyBytes];

    protected BrokerAlone? Broker { get; private set; }

    public override async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _folder = Directory.CreateTempSubdirectory("waybill-bench-").FullName;
        Broker = await BrokerAlone.OpenAsync(_folder, checkpoints: true, cancellationToken, queues);
    }

    public override async ValueTask EndAsync()
    {
        await Broker!.DisposeAsync();
        Directory.Delete(_folder!, recursive: true);
    }
}
