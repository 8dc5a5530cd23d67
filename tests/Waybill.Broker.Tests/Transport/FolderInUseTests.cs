using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Waybill.Broker.Tests.Transport.Support;
using Waybill.Storage.Tests.Support;

namespace Waybill.Broker.Tests.Transport;

/// <summary>What is told while the folder is another's.</summary>
public sealed class FolderInUseTests : TempDataDirectory
{
    private const int LockWaiting = 4004;

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger _logger = new();

    [Fact]
    public async Task The_wait_for_a_folder_is_told_once_when_it_begins()
    {
        var holder = await TestBroker.OpenAsync(Folder);
        var options = TestBroker.Small();
        options.LockTimeout = TimeSpan.FromSeconds(45);
        var opening = TestBroker.OpenAsync(Folder, options, _time, logger: _logger);

        var told = Assert.Single(_logger.Entries);
        Assert.Equal((LockWaiting, LogLevel.Warning), (told.Id, told.Level));
        Assert.Contains(Folder, told.Text, StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId}.", told.Text, StringComparison.Ordinal);
        Assert.Contains("up to 45 s", told.Text, StringComparison.Ordinal);
        Assert.Contains("EmbeddedBrokerOptions.LockTimeout", told.Text, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.False(opening.IsCompleted);
        await holder.DisposeAsync();
        while (!opening.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        await (await opening).DisposeAsync();
        Assert.Single(_logger.Entries, entry => entry.Id == LockWaiting);
    }

    [Fact]
    public async Task Nothing_is_told_where_nobody_waits()
    {
        await using (await TestBroker.OpenAsync(Folder, logger: _logger))
        {
            await Assert.ThrowsAsync<JournalLockedException>(() =>
                TestBroker.OpenAsync(Folder, TestBroker.Small(), _time, logger: _logger)
            );
        }

        Assert.DoesNotContain(_logger.Entries, entry => entry.Id == LockWaiting);
    }
}
