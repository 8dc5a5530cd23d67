using System.Text.Json.Nodes;
using Waybill.Broker;
using Waybill.Cli.Tests.Support;
using Waybill.Storage.Devices;

namespace Waybill.Cli.Tests.Journals;

/// <summary>Whatever is damaged: nothing throws, the folder stays as it is, and a copy is whole or is not made.</summary>
public sealed class RandomDamageTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_copy_is_whole_or_is_not_made(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 8; round++)
        {
            using var folder = await DamagedFolder.WriteAsync();
            using var target = new TempFolder();
            var what = Damage(folder.Path, random);
            var before = folder.Fingerprint();

            (await CommandRun.RunAsync("journal", "dump", folder.Path)).AssertNot(2, what);
            (await CommandRun.RunAsync("journal", "stats", folder.Path)).AssertNot(2, what);
            var run = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path, "--json")).AssertNot(2, what);

            Assert.Equal(before, folder.Fingerprint());
            var isRefused = JsonNode.Parse(run.Output)!["refused"] is not null;
            Assert.True(run.ExitCode == (isRefused ? 1 : 0), $"seed {seed}, round {round}: {what}\n{run.Output}");
            if (!isRefused)
            {
                (await CommandRun.RunAsync("journal", "verify", target.Path)).AssertNot(1, what);
                using var inspector = await EmbeddedBrokerInspector.OpenAsync(target.Path);
                Assert.All(inspector.GetQueueStatus(), queue => inspector.Browse(queue.Name, 100));
            }
        }
    }

    [Fact]
    public async Task What_another_version_wrote_is_not_repaired()
    {
        using var folder = new TempFolder();
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            await writer.PublishAsync("one", "a");
            await writer.AppendAsync(99, [1]);
        }

        var verify = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(3);
        var repair = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--dry-run")).AssertExit(3);

        Assert.Contains("its content cannot be understood: Records of type 99 are unknown", verify.Output, StringComparison.Ordinal);
        Assert.Contains("is not repaired: something in it is whole and cannot be understood", repair.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_whose_name_is_lost_keeps_its_messages_under_another()
    {
        using var folder = new TempFolder();
        using var target = new TempFolder();
        var device = new DirectoryDevice(folder.Path);
        await using (var writer = await JournalWriter.OpenAsync(device))
        {
            await writer.PublishAsync("one", "a");
            await writer.PublishAsync("two", "secret");
        }

        var file = Directory.GetFiles(folder.Path, "*.segment").Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.AsSpan().IndexOf("secret"u8)] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        var verify = (await CommandRun.RunAsync("journal", "verify", folder.Path))
            .AssertExit(1)
            .Output.ReplaceLineEndings("\n")
            .Split('\n');
        var run = (await CommandRun.RunAsync("journal", "repair", folder.Path, "--copy", target.Path)).AssertExit(0);

        // The first record that can be read again is the one that names what is lost: each is told once.
        var lines = verify[1..^4];
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"a record does not match its checksum\. Readable again from LSN [0-9]+\.$", lines[0]);
        Assert.EndsWith("): the record names symbol 3, whose text is not there.", lines[1], StringComparison.Ordinal);
        Assert.Contains("it is called lost-symbol-3 now", run.Output, StringComparison.Ordinal);
        using var inspector = await EmbeddedBrokerInspector.OpenAsync(target.Path);
        Assert.Equal("two"u8, Assert.Single(inspector.Browse("lost-symbol-3", 10)).Body.Span);
        Assert.Equal("one"u8, Assert.Single(inspector.Browse("a", 10)).Body.Span);
    }

    [Fact]
    public async Task Names_that_one_record_misses_are_told_in_one_line()
    {
        using var folder = new TempFolder();
        await using (var writer = await JournalWriter.OpenAsync(new DirectoryDevice(folder.Path)))
        {
            await writer.PublishAsync("one", "lost-1", "lost-2");
        }

        var file = Directory.GetFiles(folder.Path, "*.segment").Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.AsSpan().IndexOf("lost-1"u8)] ^= 1;
        bytes[bytes.AsSpan().IndexOf("lost-2"u8)] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        var verify = (await CommandRun.RunAsync("journal", "verify", folder.Path)).AssertExit(1);

        Assert.EndsWith(
            "): the record names symbols 1, 2, whose texts are not there.",
            Assert.Single(verify.Output.ReplaceLineEndings("\n").Split('\n'), line => line.Contains("names symbol")),
            StringComparison.Ordinal
        );
    }

    // One to four places: bits, ranges, whole files.
    private static string Damage(string folder, Random random)
    {
        var done = new List<string>();
        var files = Directory
            .GetFiles(folder)
            .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToArray();
        for (var left = random.Next(1, 5); left > 0; left--)
        {
            var file = files[random.Next(files.Length)];
            if (!File.Exists(file) || new FileInfo(file).Length > 1 << 17)
            {
                continue;
            }

            if (random.Next(10) == 0)
            {
                File.Delete(file);
                done.Add($"{Path.GetFileName(file)} deleted");
                continue;
            }

            var bytes = File.ReadAllBytes(file);
            var at = random.Next(Math.Min(bytes.Length, 16 * 1024));
            var length = Math.Min(random.Next(3) == 0 ? random.Next(3000) : 1, bytes.Length - at);
            random.NextBytes(bytes.AsSpan(at, length));
            File.WriteAllBytes(file, bytes);
            done.Add($"{Path.GetFileName(file)} from {at} for {length}");
        }

        return string.Join(", ", done);
    }
}
