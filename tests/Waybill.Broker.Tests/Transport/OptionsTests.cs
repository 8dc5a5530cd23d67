using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Transport;

public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => new EmbeddedBrokerOptions().Validate();

    [Theory]
    [InlineData(nameof(EmbeddedBrokerOptions.BufferBytes), 4096, 1 << 20, 1)]
    [InlineData(nameof(EmbeddedBrokerOptions.BufferBytes), (64 << 10) + 1, 1 << 20, 1)]
    [InlineData(nameof(EmbeddedBrokerOptions.SegmentBytes), 1 << 20, 1 << 20, 1)]
    [InlineData(nameof(EmbeddedBrokerOptions.MemoryBytes), 64 << 10, 1 << 20, 0)]
    [InlineData(nameof(EmbeddedBrokerOptions.CrashLimit), 64 << 10, 1 << 20, 1, 0)]
    [InlineData(nameof(EmbeddedBrokerOptions.CrashLimit), 64 << 10, 1 << 20, 1, 101)]
    [InlineData(nameof(EmbeddedBrokerOptions.IndexBytes), 64 << 10, 1 << 20, 1, 3, -1)]
    public void What_is_out_of_range_is_named(
        string option,
        int bufferBytes,
        long segmentBytes,
        long memoryBytes,
        int crashLimit = 1,
        long indexBytes = 0
    )
    {
        var options = new EmbeddedBrokerOptions
        {
            BufferBytes = bufferBytes,
            SegmentBytes = segmentBytes,
            MemoryBytes = memoryBytes,
            CrashLimit = crashLimit,
            IndexBytes = indexBytes,
        };

        Assert.Contains(option, Assert.Throws<ArgumentOutOfRangeException>(options.Validate).Message);
    }

    /// <summary>A folder keeps the size of its segments, whatever the options of later processes say.</summary>
    [Fact]
    public async Task Buffers_that_are_too_large_for_the_segments_of_a_folder_are_told_with_both()
    {
        var device = new SimulatedDevice();
        await (await TestBroker.OpenAsync(device)).DisposeAsync();
        var options = TestBroker.Small(bufferBytes: 128 * 1024);
        options.SegmentBytes = 1 << 20;

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => TestBroker.OpenAsync(device, options));

        Assert.Contains("The segments of '/simulated' keep the 262144 bytes", refused.Message, StringComparison.Ordinal);
        Assert.Contains("BufferBytes must be at most 65536; it is 131072.", refused.Message, StringComparison.Ordinal);
    }
}
