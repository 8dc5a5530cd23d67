using Waybill.Storage.Devices;
using Waybill.Storage.Tests.Support;

namespace Waybill.Storage.Tests;

/// <summary>What a refusal says can still be read has been read; where nothing was, nothing is said.</summary>
public sealed class ReadableClaimTests
{
    private const string First = "0000000000000000.segment";
    private const string Second = "0000000000010000.segment";

    /// <summary>Found when the files are opened, before any record is read: of the first segment a record is damaged, too.</summary>
    [Theory]
    [InlineData("cut short")]
    [InlineData("header cut short")]
    [InlineData("header")]
    [InlineData("header's medium")]
    [InlineData("missing")]
    [InlineData("all missing")]
    [InlineData("under another's name")]
    [InlineData("a copy far behind")]
    public async Task What_is_wrong_with_the_files_says_nothing_of_what_is_in_them(string damage)
    {
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        var first = await journal.CommitAsync(new byte[1000]);
        for (var i = 0; i < 200; i++)
        {
            await journal.CommitAsync(new byte[1000]);
        }
        if (damage == "all missing")
        {
            journal.WriteCheckpoint(client.End, [new byte[1]]);
        }
        await journal.DisposeAsync();
        device[First].Flip((int)first.Lsn + JournalFormat.RecordHeaderBytes, 0);
        var damaged = Damage(device, damage);

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() => TestJournal.OpenAsync(damaged));

        AssertNoClaim(corrupted);
        Assert.Contains(". Nothing was changed. ", corrupted.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_record_says_nothing_of_those_before_it()
    {
        var device = new SimulatedDevice();
        var (journal, _) = await TestJournal.OpenAsync(device);
        await journal.CommitAsync([1]);
        var second = await journal.CommitAsync([2]);
        device[First].Flip((int)second.Lsn + JournalFormat.RecordHeaderBytes, 0);

        AssertNoClaim(Assert.Throws<StorageCorruptedException>(() => journal.ReadRecord(second.Lsn)));
        AssertNoClaim(Assert.Throws<StorageCorruptedException>(() => journal.RequireSegments([0x50000])));
        await journal.DisposeAsync();
    }

    /// <summary>Behind the place where the log stops headers are looked for; what stands between is not whole.</summary>
    [Fact]
    public async Task A_medium_that_fails_behind_damage_leaves_what_stands_before_the_damage()
    {
        const int Block = 12 * 4096;
        var device = new SimulatedDevice();
        var (journal, client) = await TestJournal.OpenAsync(device);
        for (var i = 0; i < 20; i++)
        {
            await journal.CommitAsync(new byte[1000]);
        }
        var killed = device.AfterKill();
        await journal.DisposeAsync();
        var damaged = client.Committed.ElementAt(3).Lsn;
        killed[First].Flip((int)damaged + JournalFormat.RecordHeaderBytes, 0);

        var corrupted = await Assert.ThrowsAsync<StorageCorruptedException>(() =>
            TestJournal.OpenAsync(new UnreadableDevice(killed, First, Block, 512))
        );

        Assert.Equal((Block, damaged), (corrupted.Offset, corrupted.ReadableUntil));
    }

    private static IStorageDevice Damage(SimulatedDevice device, string damage)
    {
        switch (damage)
        {
            case "cut short":
                device[Second].Truncate(0x8000);
                break;
            case "header cut short":
                device[Second].Truncate(20);
                break;
            case "header":
                device[Second].Flip(20, 1);
                break;
            case "header's medium":
                return new UnreadableDevice(device, Second, 0, 512);
            case "missing":
                device.Delete(Second);
                break;
            case "all missing":
                foreach (var name in device.List().Where(static name => name.EndsWith(".segment", StringComparison.Ordinal)))
                {
                    device.Delete(name);
                }
                break;
            case "under another's name":
                Copy(device, First, Second);
                break;
            default:
                Copy(device, Second, "0000000003e80000.segment");
                break;
        }
        return device;
    }

    private static void Copy(SimulatedDevice device, string from, string to)
    {
        byte[] bytes = [.. device[from].Bytes];
        if (device.List().Contains(to))
        {
            device.Delete(to);
        }
        using var file = device.Create(to, bytes.Length);
        file.Write(0, bytes);
        file.Sync();
    }

    private static void AssertNoClaim(StorageCorruptedException corrupted)
    {
        Assert.Equal((0, null), (corrupted.ReadableUntil, corrupted.ReadableAgainFrom));
        Assert.DoesNotContain("can still be read", corrupted.Message, StringComparison.Ordinal);
    }
}
