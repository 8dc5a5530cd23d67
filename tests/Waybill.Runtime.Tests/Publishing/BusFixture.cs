using Microsoft.Extensions.Time.Testing;
using Waybill.Runtime.Publishing;
using Waybill.Runtime.Tests.Fakes;

namespace Waybill.Runtime.Tests.Publishing;

/// <summary>A direct bus on an open fake transport.</summary>
internal sealed class BusFixture
{
    public BusFixture(bool open = true, FakeTransport? transport = null)
    {
        Transport = transport ?? new FakeTransport();
        if (open)
        {
            Assert.True(Transport.OpenAsync(TestTopology.Create(), CancellationToken.None).IsCompletedSuccessfully);
            Bus.Open(new PublishSession(Transport, TestTopology.Create(), Time, new BufferedRandomSource()));
        }
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public FakeTransport Transport { get; }

    public DirectMessageBus Bus { get; } = new();

    public Published Last => Transport.Published.Last();
}
