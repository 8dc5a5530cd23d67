using Waybill.Broker.InFlight;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;
using Waybill.Storage.Threads;
using Waybill.Transports;

namespace Waybill.Broker.Tests.Transport;

/// <summary>Whatever is wrong with the file of marks, the broker opens and works.</summary>
public sealed class InFlightOpeningTests : TempDataDirectory
{
    private readonly RecordingLogger _logger = new();

    [Theory]
    [InlineData(nameof(SimulatedOperationKind.Create))]
    [InlineData(nameof(SimulatedOperationKind.Write))]
    [InlineData(nameof(SimulatedOperationKind.Map))]
    public async Task A_file_that_cannot_be_made_is_told_and_missed(string kind)
    {
        var device = new SimulatedDevice
        {
            Script = operation =>
                operation.Name == InFlightFile.Name && operation.Kind.ToString() == kind ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed,
        };
        await AssertWorksAsync(device);
        Assert.Single(_logger.Entries, entry => entry.Id == 4012);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_told_and_begins_anew()
    {
        var device = new SimulatedDevice();
        await AssertWorksAsync(device);
        Assert.DoesNotContain(_logger.Entries, entry => entry.Id is 4011 or 4012);
        device[InFlightFile.Name].Flip(9, 1);
        await AssertWorksAsync(device);
        Assert.Single(_logger.Entries, entry => entry.Id == 4011);
        await AssertWorksAsync(device);
        Assert.Single(_logger.Entries, entry => entry.Id == 4011);
    }

    /// <summary>It was handled alone and ended well, and the process ended before it said so: its lease has a number that comes again.</summary>
    [Fact]
    public async Task What_was_alone_last_is_forgotten_also_when_nothing_else_is_left()
    {
        var device = new SimulatedDevice();
        await using (var broker = await TestBroker.OpenAsync(device))
        {
            await broker.PublishAsync("m");
        }

        using (var file = InFlightFile.Open(device, out _))
        {
            file.SetAlone(1, new DeliveryToken(4160, 0, 1));
        }

        await using (await TestBroker.OpenAsync(device))
        {
            var alone = device[InFlightFile.Name].Bytes.AsSpan(4096 + (2047 * 64), 64);
            Assert.Equal(0, alone[52]);
        }
    }

    [Fact]
    public async Task Garbage_in_every_slot_suspects_nobody()
    {
        var device = new SimulatedDevice();
        await AssertWorksAsync(device);
        new Random(7).NextBytes(device[InFlightFile.Name].Bytes.AsSpan(4096));
        await AssertWorksAsync(device);
        Assert.DoesNotContain(_logger.Entries, entry => entry.Id == 3008);
    }

    [Fact]
    public async Task In_a_real_folder_a_crash_is_known_to_the_next_broker()
    {
        var copy = Path.Combine(Folder, "copy");
        await using (var broker = await TestBroker.OpenAsync(Path.Combine(Folder, "first")))
        {
            await broker.PublishAsync("m");
            var (receiver, sink) = broker.Subscribe();
            receiver.BeginHandling(await sink.NextAsync());
            Directory.CreateDirectory(copy);
            foreach (
                var file in Directory
                    .EnumerateFiles(Path.Combine(Folder, "first"))
                    .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
            )
            {
                File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            }
        }

        await using var crashed = await TestBroker.OpenAsync(copy, logger: _logger);
        Assert.Single(_logger.Entries, entry => entry.Id == 3008);
        await crashed.DisposeAsync();
        _logger.Entries.Clear();
        await using var stopped = await TestBroker.OpenAsync(Path.Combine(Folder, "first"), logger: _logger);
        Assert.DoesNotContain(_logger.Entries, entry => entry.Id == 3008);
    }

    /// <summary>The handler goes on when the broker has failed, and the process ends with it.</summary>
    [Fact]
    public async Task A_crash_behind_a_fault_is_known_to_the_next_broker()
    {
        var device = new SimulatedDevice();
        var options = TestBroker.Small();
        var threads = new WatchedThreads(OwnThreads.Instance);
        options.Threads = threads;
        await using (var broker = await TestBroker.OpenAsync(device, options))
        {
            await broker.PublishAsync("m");
            var (receiver, sink) = broker.Subscribe();
            receiver.BeginHandling(await sink.NextAsync());
            device.Script = operation => operation.Kind == SimulatedOperationKind.Sync ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;
            await Assert.ThrowsAsync<JournalFaultedException>(() => broker.PublishAsync("fails"));
            await sink.FaultedAsync();
            await threads.RestAsync();

            await using var crashed = await TestBroker.OpenAsync(device.AfterKill(), logger: _logger);
            Assert.Single(_logger.Entries, entry => entry.Id == 3008);
        }

        _logger.Entries.Clear();
        device.Script = static _ => SimulatedOutcome.Succeed;
        await using var stopped = await TestBroker.OpenAsync(device, logger: _logger);
        Assert.DoesNotContain(_logger.Entries, entry => entry.Id == 3008);
    }

    private async Task AssertWorksAsync(SimulatedDevice device)
    {
        await using var broker = await TestBroker.OpenAsync(device, logger: _logger);
        await broker.PublishAsync("m");
        var (receiver, sink) = broker.Subscribe();
        var delivery = await sink.NextAsync();
        receiver.BeginHandling(delivery);
        await receiver.SettledAsync(sink, delivery.Complete());
    }
}
