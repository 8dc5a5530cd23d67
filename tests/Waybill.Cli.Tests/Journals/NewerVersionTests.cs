using System.Text.Json.Nodes;
using Waybill.Broker.Core;
using Waybill.Broker.Loop;
using Waybill.Cli.Tests.Support;
using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Storage.Threads;

namespace Waybill.Cli.Tests.Journals;

/// <summary>What a newer Waybill wrote is whole, and no damage: it is told, and nobody touches it.</summary>
public sealed class NewerVersionTests
{
    [Theory]
    [MemberData(nameof(DamagedFolder.NewerKinds), MemberType = typeof(DamagedFolder))]
    public async Task It_is_told_and_not_repaired(string kind)
    {
        using var folder = await DamagedFolder.WriteAsync();
        using var target = new TempFolder();
        var (file, offset) = folder.WriteNewer(kind);
        var before = folder.Fingerprint();

        var verify = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(3);
        var json = JsonNode.Parse((await CommandRun.RunAsync("journal", "verify", folder.Path, "--json")).AssertExit(3).Output)!;
        var dry = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--dry-run")).AssertExit(3);
        var repair = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path)).AssertExit(3);
        (await CommandRun.RunAsync("journal", "dump", folder.Path)).AssertExit(3);

        Assert.StartsWith($"{folder.Path} cannot be understood by this version of Waybill: ", verify.Output, StringComparison.Ordinal);
        Assert.Equal((false, false), ((bool)json["whole"]!, (bool)json["understood"]!));
        var first = json["damage"]![0]!;
        Assert.Equal((file, offset), ((string)first["file"]!, (long)first["offset"]!));
        Assert.StartsWith("it cannot be understood: written by a newer Waybill", (string)first["reason"]!, StringComparison.Ordinal);
        Assert.Contains("is not repaired: something in it is whole and cannot be understood", dry.Output, StringComparison.Ordinal);
        Assert.Contains("is not repaired: something in it is whole and cannot be understood", repair.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(target.Path));
        Assert.Equal(before, folder.Fingerprint());
    }

    [Theory]
    [MemberData(nameof(DamagedFolder.NewerKinds), MemberType = typeof(DamagedFolder))]
    public async Task No_broker_opens_it_and_takes_it_for_a_torn_end(string kind)
    {
        using var folder = await DamagedFolder.WriteAsync();
        var (file, offset) = folder.WriteNewer(kind);
        var before = folder.Fingerprint();

        var newer = await Assert.ThrowsAsync<StorageVersionException>(() =>
            Journal.OpenAsync(
                new DirectoryDevice(folder.Path),
                new JournalClient(new BrokerState(), OwnThreads.Instance),
                new JournalOptions { BufferBytes = 4096 },
                cancellationToken: TestContext.Current.CancellationToken
            )
        );

        Assert.Equal((Path.Combine(folder.Path, file), offset), (newer.File, newer.Offset));
        Assert.Equal(before, folder.Fingerprint());
    }

    [Fact]
    public async Task A_version_that_does_not_match_the_checksum_is_damage()
    {
        using var folder = await DamagedFolder.WriteAsync();
        var file = Path.Combine(folder.Path, "0000000000030000.segment");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[8] = 2;
        await File.WriteAllBytesAsync(file, bytes);

        (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1);
    }
}
