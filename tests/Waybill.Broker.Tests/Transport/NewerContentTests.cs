using Waybill.Broker.Loop;
using Waybill.Broker.Records;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Transport;

/// <summary>What a newer build wrote of a folder's content is no damage: an older one says so, and leaves it alone.</summary>
public sealed class NewerContentTests
{
    private readonly SimulatedDevice _device = new();

    [Theory]
    [InlineData(RecordType.Last + 1, new byte[] { 1, 2, 3 }, "type 8")]
    [InlineData(byte.MaxValue, new byte[0], "type 255")]
    [InlineData(RecordType.Publish, new byte[] { 2, 0xFF, 0xFF, 0xFF }, "version 2")]
    [InlineData(RecordType.Outcome, new byte[] { 200 }, "version 200")]
    public async Task A_record_is_told_with_its_place(byte type, byte[] payload, string what)
    {
        var lsn = await WriteAsync(type, payload);

        await RefusesAsync($"at byte {lsn}, ", what);
    }

    [Theory]
    [InlineData(new byte[] { 2 })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 })]
    public async Task A_checkpoint_is_told_and_none_before_it_is_taken_instead(byte[] content)
    {
        await WriteAsync(RecordType.Mark, [RecordType.Version], content);

        await RefusesAsync(".checkpoint'", $"version {content[0]}");
    }

    /// <summary>What no version has written is damage, as it was.</summary>
    [Theory]
    [InlineData(0, new byte[] { 1 })]
    [InlineData(RecordType.Publish, new byte[] { 0, 1, 2 })]
    [InlineData(RecordType.Publish, new byte[] { 1, 0xFF, 0xFF, 0xFF })]
    public async Task What_makes_no_sense_is_damage(byte type, byte[] payload)
    {
        await WriteAsync(type, payload);

        await Assert.ThrowsAsync<JournalCorruptedException>(() => TestBroker.OpenAsync(_device));
    }

    // Nothing is changed, and so it is refused as often as somebody tries.
    private async Task RefusesAsync(params string[] parts)
    {
        var before = Contents();
        for (var time = 0; time < 2; time++)
        {
            var refused = await Assert.ThrowsAsync<TransportException>(() => TestBroker.OpenAsync(_device));
            Assert.IsType<StorageVersionException>(refused.InnerException);
            Assert.All(
                ["was written by a newer version of Waybill", .. parts],
                part => Assert.Contains(part, refused.Message, StringComparison.Ordinal)
            );
        }

        Assert.Equal(before, Contents());
    }

    private Dictionary<string, string> Contents() =>
        _device
            .List()
            .Where(static name =>
                name.EndsWith(".segment", StringComparison.Ordinal) || name.EndsWith(".checkpoint", StringComparison.Ordinal)
            )
            .ToDictionary(static name => name, Content);

    private string Content(string name)
    {
        using var file = _device.Open(name, writable: false);
        var bytes = new byte[file.Length];
        Assert.Equal(bytes.Length, file.Read(0, bytes));
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes));
    }

    private async Task<long> WriteAsync(byte type, byte[] payload, byte[]? checkpoint = null)
    {
        await using (var broker = await TestBroker.OpenAsync(_device))
        {
            await broker.PublishAsync("before");
        }

        var client = new Client();
        await using var journal = await Journal.OpenAsync(
            _device,
            client,
            new JournalOptions { BufferBytes = 64 * 1024 },
            TestContext.Current.CancellationToken
        );
        Assert.True(journal.TryAppend(type, payload, [], CommitLevel.Flushed, AppendPriority.Normal, out var appended));
        var end = await client.Committed.Task.Guarded();
        if (checkpoint is not null)
        {
            journal.WriteCheckpoint(end, [checkpoint]);
        }

        return appended.Lsn;
    }

    private sealed class Client : IJournalClient
    {
        public TaskCompletionSource<JournalPosition> Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void OnCheckpoint(long lsn, Stream content) { }

        public void OnRecovered(in JournalRecord record) { }

        public object CreateBatchState() => this;

        public void OnCommitted(CommittedBatch batch)
        {
            Committed.TrySetResult(batch.End);
            batch.Release();
        }

        public void OnFaulted(StorageFaultedException fault, IReadOnlyList<object> uncommitted) => Committed.TrySetException(fault);
    }
}
