using Waybill.Manifests;
using Waybill.Topologies;
using static Waybill.Shared.Tests.Topology.Declared;

namespace Waybill.Shared.Tests.Topology;

/// <summary>A problem says where it is to be mended, so that an analyzer can show it there.</summary>
public sealed class ProblemTests
{
    [Fact]
    public void A_queue_s_problem_names_its_argument()
    {
        var problem = Assert.Single(Declared.Merge(Module() with { Queues = [Queue("a", "lost")] }).Problems);
        Assert.Equal((RuleIds.DeadLetter, Subject.Queue("a"), "DeadLetter"), (problem.Rule, problem.Subject, problem.Part));
    }

    [Fact]
    public void A_policy_s_problem_belongs_to_the_message_as_handled()
    {
        var handled = new HandledEntry("M", new RetryEntry(Delay: "x"), null, null, null);
        var handler = Handler("q") with { Messages = [handled] };
        var manifest = Module() with { Queues = [Queue("q")], Messages = [Message("M")], Handlers = [handler] };
        var problem = Assert.Single(Declared.Merge(manifest).Problems);
        Assert.Equal((RuleIds.Literal, Subject.Of(handler, "M"), "Retry.Delay"), (problem.Rule, problem.Subject, problem.Part));
    }

    [Fact]
    public void Two_problems_of_one_text_are_read_once()
    {
        var manifest = Module() with { Queues = [Queue("q")], Bindings = [Binding("q", "nowhere", "a")] };
        var topology = Declared.Merge(manifest);
        var twice = topology with { Problems = [.. topology.Problems, .. topology.Problems] };
        Assert.Equal(2, twice.Problems.Count);
        Assert.Single(twice.Texts);
    }
}
