using Waybill.Manifests;
using Waybill.Topologies;
using static Waybill.Shared.Tests.Topology.Declared;

namespace Waybill.Shared.Tests.Topology;

public sealed class HandlerTests
{
    private static readonly HandledEntry s_handled = new("M", new RetryEntry(), null, null, null);

    private static MergeResult Merge(params HandlerEntry[] handlers) =>
        Declared.Merge(Module() with { Queues = [Queue("q")], Messages = [Message("M")], Handlers = [.. handlers] });

    private static MergeResult MergeHandled(HandledEntry handled) => Merge(Handler("q") with { Messages = [handled] });

    [Fact]
    public void Policies_are_parsed()
    {
        var result = Merge(
            Handler("q") with
            {
                Timeout = "2m",
                Messages = [new("M", new RetryEntry(3, Backoff.Fixed, "1s", "1m", false), new InboxEntry("Id", "30d"), "stale", null)],
            }
        );

        Assert.Empty(result.Texts);
        var handler = Assert.Single(result.Topology.Handlers);
        Assert.Equal(TimeSpan.FromMinutes(2), handler.Timeout);
        Assert.Equal(
            new HandledMessage(
                "M",
                3,
                Backoff.Fixed,
                TimeSpan.FromSeconds(1),
                TimeSpan.FromMinutes(1),
                Jitter: false,
                Idempotent: true,
                "Id",
                TimeSpan.FromDays(30),
                "stale"
            ),
            Assert.Single(handler.Messages)
        );
    }

    [Fact]
    public void A_queue_has_one_handler_class() =>
        Assert.Contains(
            "two handler classes, Shop.qHandler and Shop.Other",
            Assert.Single(Merge(Handler("q", "M"), Handler("q", "M") with { Type = "Shop.Other" }).Texts)
        );

    [Fact]
    public void A_handler_that_does_not_run_here_is_no_second_one()
    {
        var manifest = Module() with { Queues = [Queue("q")], Messages = [Message("M")], Handlers = [Handler("q", "M")] };

        var result = TopologyMerge.Merge([new ModuleInput(manifest, true), new ModuleInput(manifest with { Module = "Other" }, false)]);

        Assert.Empty(result.Texts);
        Assert.Single(result.Topology.Handlers);
    }

    [Fact]
    public void A_message_has_one_method() =>
        Assert.Contains("2 methods that handle M", Assert.Single(Merge(Handler("q", "M", "M")).Texts));

    [Fact]
    public void A_handler_handles_something() => Assert.Contains("handles no message", Assert.Single(Merge(Handler("q")).Texts));

    [Fact]
    public void What_the_compiler_saw_stands_for_handling_nothing()
    {
        var problem = Assert.Single(Merge(Handler("q") with { Flaws = ["'Handle' returns 'int'."] }).Problems);

        Assert.Equal("Handler Shop.qHandler of queue 'q': 'Handle' returns 'int'.", problem.Text);
        Assert.Equal((RuleIds.Handler, SubjectKind.Handler), (problem.Rule, problem.Subject.Kind));
    }

    [Fact]
    public void A_flaw_is_a_problem_beside_methods_that_are_fine() =>
        Assert.Contains("'Handle' returns", Assert.Single(Merge(Handler("q", "M") with { Flaws = ["'Handle' returns 'int'."] }).Texts));

    [Fact]
    public void A_flaw_around_every_handler_names_the_module() =>
        Assert.Equal(
            "Around every handler of Shop.ShopModule: Timing cannot be a middleware.",
            Assert.Single(
                Declared
                    .Merge(
                        Module() with
                        {
                            Flaws = ["Timing cannot be a middleware."],
                            Queues = [Queue("q")],
                            Messages = [Message("M")],
                            Handlers = [Handler("q", "M")],
                        }
                    )
                    .Texts
            )
        );

    [Fact]
    public void An_inbox_key_that_cannot_be_one_is_a_problem_of_its_attribute()
    {
        var problem = Assert.Single(
            MergeHandled(s_handled with { Inbox = new InboxEntry("OrderNo", KeyProblem: "M has no property 'OrderNo'") }).Problems
        );

        Assert.Equal(
            "The inbox key of M in handler Shop.qHandler of queue 'q' is 'OrderNo', and M has no property 'OrderNo'. "
                + "Name a property in [Idempotent(Key = …)] that is text, a number, an enum, a Guid, or a date or time.",
            problem.Text
        );
        Assert.Equal((RuleIds.Handler, SubjectKind.Handled, "Idempotent.Key"), (problem.Rule, problem.Subject.Kind, problem.Part));
    }

    [Fact]
    public void An_exception_that_nothing_can_test_for_is_a_problem_of_its_argument()
    {
        var problems = MergeHandled(
            s_handled with
            {
                Retry = new RetryEntry { OnProblem = "It is int.", NeverProblem = "It is string." },
            }
        ).Problems;

        Assert.Equal(
            [
                ("The retry of M in handler Shop.qHandler of queue 'q': It is int.", "Retry.On"),
                ("The retry of M in handler Shop.qHandler of queue 'q': It is string.", "Retry.Never"),
            ],
            problems.Select(problem => (problem.Text, problem.Part))
        );
        Assert.All(problems, problem => Assert.Equal((RuleIds.Handler, SubjectKind.Handled), (problem.Rule, problem.Subject.Kind)));
    }

    [Fact]
    public void A_handled_message_is_declared() =>
        Assert.Contains("handles Unknown, which no module declares", Assert.Single(Merge(Handler("q", "M", "Unknown")).Texts));

    [Fact]
    public void A_handlers_queue_is_declared() =>
        Assert.Contains("a queue that is not declared", Assert.Single(Merge(Handler("lost", "M")).Texts));

    [Theory]
    [InlineData(0, 0, "30s", "prefetch of handler Shop.qHandler of queue 'q' is 0. Choose 1 to 65535")]
    [InlineData(65_536, 0, "30s", "is 65536. Choose 1 to 65535")]
    [InlineData(64, -1, "30s", "is -1. Choose 0 to 1024")]
    [InlineData(65_535, 1_025, "30s", "is 1025. Choose 0 to 1024")]
    [InlineData(8, 9, "30s", "a concurrency of 9 and a prefetch of 8")]
    [InlineData(64, 0, "0ms", "is 0ms. Choose 1ms to 12h")]
    [InlineData(64, 0, "13h", "is 13h. Choose 1ms to 12h")]
    [InlineData(64, 0, "soon", "is \"soon\", which is no duration")]
    public void Policies_of_a_handler_have_ranges(int prefetch, int concurrency, string timeout, string expected) =>
        Assert.Contains(
            expected,
            Assert.Single(Merge(Handler("q", "M") with { Prefetch = prefetch, Concurrency = concurrency, Timeout = timeout }).Texts)
        );

    [Theory]
    [InlineData(0, "200ms", "30s", "7d", "attempts of M in handler Shop.qHandler of queue 'q' is 0. Choose 1 to 1000")]
    [InlineData(int.MaxValue, "200ms", "30s", "7d", "Choose 1 to 1000")]
    [InlineData(5, "8d", "8d", "7d", "is 8d. Choose 0s to 7d")]
    [InlineData(5, "1m", "30s", "7d", "above its MaxDelay of 30s")]
    [InlineData(5, "200ms", "30s", "999ms", "is 999ms. Choose 1s to 365d")]
    [InlineData(5, "200ms", "30s", "366d", "is 366d. Choose 1s to 365d")]
    public void Policies_of_a_message_have_ranges(int attempts, string delay, string maxDelay, string retention, string expected) =>
        Assert.Contains(
            MergeHandled(
                s_handled with
                {
                    Retry = new RetryEntry(attempts, Delay: delay, MaxDelay: maxDelay),
                    Inbox = new InboxEntry(null, retention),
                }
            ).Texts,
            problem => problem.Contains(expected)
        );

    [Fact]
    public void The_ends_of_the_ranges_are_allowed() =>
        Assert.Empty(
            Merge(
                Handler("q") with
                {
                    Prefetch = 65_535,
                    Concurrency = 1_024,
                    Timeout = "12h",
                    Messages =
                    [
                        s_handled with
                        {
                            Retry = new RetryEntry(1_000, Delay: "0s", MaxDelay: "7d"),
                            Inbox = new InboxEntry(null, "365d"),
                        },
                    ],
                }
            ).Texts
        );

    [Theory]
    [InlineData("999ms")]
    [InlineData("13h")]
    [InlineData("")]
    public void A_lease_has_a_range(string lease) =>
        Assert.Contains("lease of queue 'x'", Assert.Single(Declared.Merge(Module() with { Queues = [Queue("x", lease: lease)] }).Texts));

    [Fact]
    public void Every_problem_comes_at_once() =>
        Assert.Equal(4, Merge(Handler("q", "M") with { Prefetch = 0, Timeout = "x" }, Handler("lost", "Unknown")).Texts.Count());
}
