using Waybill.Manifests;
using Waybill.Roslyn;

namespace Waybill.Shared.Tests.Manifest;

public sealed class ManifestTests
{
    private static readonly ModuleManifest s_full = new()
    {
        Module = "Shop.ShopModule",
        Flaws = ["Timing cannot be a middleware."],
        Exchanges =
        [
            new("orders", ExchangeType.Topic, true, null),
            new("ticks", ExchangeType.Fanout, false, "stale in a second") { Format = MessageFormat.Json },
        ],
        Queues = [new("inventory", true, "dead", "30s", null), new("dead", true, null, "5m", null) { Accept = MessageFormat.Json }],
        Bindings =
        [
            new("inventory", "orders", "order.#", HeaderMatch.All, default),
            new("inventory", null, "", HeaderMatch.AnyWithX, ["region=us", "vip"]),
        ],
        Messages =
        [
            new("Shop.OrderCreated", "Shop.OrderCreated", "orders", "order.{Region}.created", null, true, null),
            new("line", "Shop.Line", null, "", Durability.Memory, false, "-"),
        ],
        Handlers =
        [
            new(
                "inventory",
                "Shop.InventoryHandler",
                64,
                1 << 24,
                0,
                "30s",
                HandlerLifetime.Singleton,
                [
                    new(
                        "Shop.OrderCreated",
                        new RetryEntry(3, Backoff.Linear, "1s", "1m", false) { OnProblem = "int is none", NeverProblem = "string is none" },
                        new InboxEntry("OrderId", "1d", "no such"),
                        null,
                        null
                    ),
                    new("line", new RetryEntry(-1), null, "tab\there, \\, line\nend, \u2028, \ud800", ""),
                ]
            ),
            new("dead", "Shop.DeadHandler", 1, 1, 1, "bad", HandlerLifetime.Scoped, default) { Flaws = ["one", "two"] },
        ],
    };

    [Fact]
    public void What_is_written_is_read_again()
    {
        var text = ManifestWriter.Write(s_full);
        var read = ManifestParser.Parse(text);

        Assert.Equal(text, ManifestWriter.Write(read));
        Assert.Equal(Sorted(s_full), Sorted(read));
    }

    [Fact]
    public void The_text_does_not_depend_on_the_order_of_declarations()
    {
        var reversed = s_full with
        {
            Exchanges = s_full.Exchanges.Reverse().ToEquatableArray(),
            Queues = s_full.Queues.Reverse().ToEquatableArray(),
            Bindings = s_full.Bindings.Reverse().ToEquatableArray(),
            Messages = s_full.Messages.Reverse().ToEquatableArray(),
            Handlers = s_full
                .Handlers.Reverse()
                .Select(handler => handler with { Messages = handler.Messages.Reverse().ToEquatableArray() })
                .ToEquatableArray(),
        };

        Assert.Equal(ManifestWriter.Write(s_full), ManifestWriter.Write(reversed));
    }

    [Fact]
    public void Identical_declarations_are_written_once()
    {
        var doubled = s_full with { Exchanges = s_full.Exchanges.Concat(s_full.Exchanges).ToEquatableArray() };

        Assert.Equal(ManifestWriter.Write(s_full), ManifestWriter.Write(doubled));
    }

    [Fact]
    public void Every_string_fits_into_one_line_of_a_raw_string()
    {
        const string Letters = "\\-uab\t\n\r\0\u0085\u2028\u2029\ud83d\ude00 \"{";
        var random = new Random(20_261);
        for (var round = 0; round < 2_000; round++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Letters[random.Next(Letters.Length)]));
            var escaped = ManifestText.Escape(value);

            Assert.DoesNotContain(escaped, c => char.IsControl(c) || c is '\u2028' or '\u2029');
            Assert.NotEqual(ManifestFormat.None, escaped);
            Assert.True(ManifestText.TryUnescape(escaped, out var read), escaped);
            Assert.Equal(value, read);
        }
    }

    [Fact]
    public void Fields_of_a_later_version_are_ignored()
    {
        var text = ManifestWriter.Write(s_full);
        var later = string.Join('\n', text.Split('\n').Select((line, i) => i == 0 ? line : line + "\tmore\t-"));

        Assert.Equal(ManifestParser.Parse(text), ManifestParser.Parse(later));
    }

    /// <summary>As it was written before these fields were there.</summary>
    [Fact]
    public void Fields_that_an_earlier_version_did_not_have_read_as_nothing()
    {
        var manifest = ManifestParser.Parse(
            """
            waybill-manifest 2
            module	M
            handler	q	H	64	1	0	30s	Scoped
            handles	q	m	5	Exponential	200ms	30s	true	true	Id	7d	-	-
            """
        );

        var handler = Assert.Single(manifest.Handlers);
        Assert.Empty(manifest.Flaws);
        Assert.Empty(handler.Flaws);
        Assert.Equal(new HandledEntry("m", new RetryEntry(), new InboxEntry("Id"), null, null), Assert.Single(handler.Messages));
    }

    [Theory]
    [InlineData("", "no Waybill manifest")]
    [InlineData("hello", "no Waybill manifest")]
    [InlineData("waybill-manifest", "no Waybill manifest")]
    [InlineData("waybill-manifest 1.0", "no Waybill manifest")]
    [InlineData("waybill-manifest 1\nmodule\tM", "has version 1, and this Waybill reads version 2")]
    [InlineData("waybill-manifest 2", "names no module")]
    [InlineData("waybill-manifest 2\nmodule\tM\nstream\tx", "Line 3 of the manifest of M cannot be read: 'stream' is no kind of line")]
    [InlineData("waybill-manifest 2\nmodule\tM\nexchange\tx\tTopic", "the field 'durable' is missing")]
    [InlineData("waybill-manifest 2\nmodule\tM\nexchange\tx\tTopic\tyes\t-", "is 'yes', not true or false")]
    [InlineData("waybill-manifest 2\nmodule\tM\nexchange\tx\ttopic\ttrue\t-", "is 'topic', which is no ExchangeType")]
    [InlineData("waybill-manifest 2\nmodule\tM\nexchange\tx\t1\ttrue\t-", "is '1', which is no ExchangeType")]
    [InlineData("waybill-manifest 2\nmodule\tM\nexchange\t-\tTopic\ttrue\t-", "the field 'name' is empty")]
    [InlineData("waybill-manifest 2\nmodule\tM\nexchange\t\\q\tTopic\ttrue\t-", "a backslash that begins no escape")]
    [InlineData("waybill-manifest 2\nmodule\tM\nexchange\t\\u12\tTopic\ttrue\t-", "a backslash that begins no escape")]
    [InlineData("waybill-manifest 2\nmodule\tM\nhandles\tq\tm\t5", "belongs to a handler of queue 'q'")]
    [InlineData("waybill-manifest 2\nmodule\tM\nbinding\tq\t-\tp\tAll\t2\ta=b", "the field 'argument' is missing")]
    [InlineData("waybill-manifest 2\nmodule\tM\nbinding\tq\t-\tp\tAll\tx", "'arguments' is 'x', not a whole number")]
    public void A_text_that_is_no_manifest_gets_a_clear_error(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => ManifestParser.Parse(text)).Message);

    [Fact]
    public void Damaged_lines_give_nothing_but_that_error()
    {
        var text = ManifestWriter.Write(s_full);
        var random = new Random(4);
        for (var round = 0; round < 5_000; round++)
        {
            var damaged = text.Remove(random.Next(text.Length), 1);
            try
            {
                ManifestParser.Parse(random.Next(2) == 0 ? damaged : damaged[..random.Next(damaged.Length)]);
            }
            catch (FormatException) { }
        }
    }

    [Fact]
    public void The_defaults_are_those_of_the_attributes()
    {
        var retry = new RetryAttribute();
        var idempotent = new IdempotentAttribute();
        var handler = new HandlerAttribute("q");

        Assert.Equal(new RetryEntry(retry.Attempts, retry.Backoff, retry.Delay, retry.MaxDelay, retry.Jitter), new RetryEntry());
        Assert.Equal(new InboxEntry(idempotent.Key, idempotent.Retention), new InboxEntry());
        Assert.Equal(QueueEntry.DefaultLease, new QueueAttribute().Lease);
        Assert.Equal(
            (handler.Prefetch, handler.PrefetchBytes, handler.Timeout),
            (HandlerEntry.DefaultPrefetch, HandlerEntry.DefaultPrefetchBytes, HandlerEntry.DefaultTimeout)
        );
    }

    private static ModuleManifest Sorted(ModuleManifest manifest) =>
        manifest with
        {
            Exchanges = manifest.Exchanges.OrderBy(e => e.Name, StringComparer.Ordinal).ToEquatableArray(),
            Queues = manifest.Queues.OrderBy(q => q.Name, StringComparer.Ordinal).ToEquatableArray(),
            Bindings = manifest.Bindings.OrderBy(b => b.Exchange, StringComparer.Ordinal).ToEquatableArray(),
            Messages = manifest.Messages.OrderBy(m => m.Name, StringComparer.Ordinal).ToEquatableArray(),
            Handlers = manifest
                .Handlers.OrderBy(h => h.Queue, StringComparer.Ordinal)
                .Select(h => h with { Messages = h.Messages.OrderBy(m => m.Message, StringComparer.Ordinal).ToEquatableArray() })
                .ToEquatableArray(),
        };
}
