using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

public sealed class FaultTests
{
    [Theory]
    [InlineData(nameof(SimulatedOperationKind.Sync))]
    [InlineData(nameof(SimulatedOperationKind.Write))]
    public async Task A_failed_operation_is_final_and_never_tried_again(string failing)
    {
        var kind = Enum.Parse<SimulatedOperationKind>(failing);
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync([1]);
        device.Script = operation => operation.Kind == kind ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;

        var pending = await journal.AppendAsync([2]);
        await Assert.ThrowsAsync<StorageFaultedException>(() => RecordingClient.Committing(pending));
        var fault = await client.Faulted;
        Assert.Contains("errno 5", fault.Message, StringComparison.Ordinal);
        var operations = device.Operations.Count;

        // The device works again; the journal must not.
        device.Script = _ => SimulatedOutcome.Succeed;
        for (var i = 0; i < 3; i++)
        {
            Assert.Throws<StorageFaultedException>(() =>
                journal.TryAppend(1, [], [3], CommitLevel.Written, AppendPriority.Reserved, out _)
            );
        }
        await journal.WaitForRoomAsync(1, AppendPriority.Normal, TestContext.Current.CancellationToken);
        await journal.DisposeAsync();
        Assert.Equal(operations, device.Operations.Count);
        Assert.Equal(1, client.Faults);
        Assert.Equal([1], Assert.Single(client.Committed).Payload);
    }

    [Fact]
    public async Task A_fault_names_the_batch_in_flight_and_the_one_behind_it()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        using var reached = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        device.Script = operation =>
        {
            if (operation.Kind != SimulatedOperationKind.Sync)
            {
                return SimulatedOutcome.Succeed;
            }
            reached.Set();
            Assert.True(goOn.Wait(TimeSpan.FromSeconds(30)));
            return SimulatedOutcome.Fail;
        };
        var inFlight = await journal.AppendAsync([1]);
        Assert.True(reached.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        var behind = await journal.AppendAsync([2]);
        goOn.Set();
        await client.Faulted;
        Assert.Equal([inFlight.BatchState, behind.BatchState], client.Uncommitted);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task After_a_failed_sync_what_recovery_serves_is_durable()
    {
        // The failed sync left the pages clean in the cache and missing on the medium: reading them back proves nothing.
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        device.Script = operation => operation.Kind == SimulatedOperationKind.Sync ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;
        await journal.AppendAsync([1, 2, 3]);
        await client.Faulted;
        await journal.DisposeAsync();
        device.Script = _ => SimulatedOutcome.Succeed;

        var (again, served) = await TestJournal.OpenAsync(device);
        Assert.Equal([1, 2, 3], Assert.Single(served.Recovered).Payload);
        for (var seed = 0; seed < 20; seed++)
        {
            var after = device.AfterKill().AfterPowerCut(new Random(seed));
            Assert.Equal([1, 2, 3], Assert.Single((await TestJournal.RecoverAsync(after)).Recovered).Payload);
        }
        await again.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_throws_faults_the_journal()
    {
        var (journal, client) = await TestJournal.OpenAsync(new SimulatedDevice());
        client.Observer = _ => throw new InvalidOperationException("mine");
        await journal.AppendAsync([1]);
        Assert.IsType<InvalidOperationException>((await client.Faulted).InnerException);
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_segment_that_cannot_be_made_faults_the_journal_only_when_it_is_needed()
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        device.Script = operation => operation.Kind == SimulatedOperationKind.Create ? SimulatedOutcome.Fail : SimulatedOutcome.Succeed;
        var committed = 0;
        await Assert.ThrowsAsync<StorageFaultedException>(async () =>
        {
            while (true)
            {
                await journal.CommitAsync(new byte[1000]);
                committed++;
            }
        });
        await journal.DisposeAsync();
        device.Script = _ => SimulatedOutcome.Succeed;
        Assert.True(committed > 20, $"{committed} fit the first segment.");
        Assert.InRange((await TestJournal.RecoverAsync(device)).Recovered.Count, committed, committed + 1);
    }

    [Fact]
    public async Task A_closed_journal_takes_nothing()
    {
        var (journal, _) = await TestJournal.OpenAsync(new SimulatedDevice());
        await journal.DisposeAsync();
        await journal.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => journal.TryAppend(1, [], [1], CommitLevel.Written, AppendPriority.Normal, out _));
    }
}
