using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection;
using Waybill.Benchmarks.Harness;

namespace Waybill.Benchmarks.Dispatch;

/// <summary>What it costs to get from a message to its handler, once the message is there.</summary>
internal static class DispatchBenchmark
{
    private const string Case = "call";
    private static readonly Work s_work = new(1);

    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddMediator().BuildServiceProvider();
        await new Suite("dispatch", "ns", Baselines.VirtualCall, [(Case, () => Subjects(services, options.Seconds))]).RunAsync(
            options,
            cancellationToken
        );
        return 0;
    }

    private static IReadOnlyList<Subject> Subjects(ServiceProvider services, double seconds)
    {
        Target target = new AddingTarget();
        var delegates = new Dictionary<Type, Func<object, ValueTask>>
        {
            [typeof(Work)] = static message =>
            {
                Done.Add((Work)message);
                return ValueTask.CompletedTask;
            },
        }.ToFrozenDictionary();
        var handler = CapturedHandler<Work>.From<WaybillBenchmarksModule>();
        var mediator = services.GetRequiredService<Mediator.IMediator>();
        return
        [
            new DispatchSubject(Case, Baselines.VirtualCall, seconds, calls => Virtual(target, calls)),
            new DispatchSubject(Case, "Waybill", seconds, calls => Generated(handler, calls)),
            new DispatchSubject(Case, "FrozenDictionary", seconds, calls => Delegates(delegates, calls)),
            new DispatchSubject(Case, "Mediator", seconds, calls => Mediated(mediator, calls)),
        ];
    }

    private static void Virtual(Target target, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            Complete(target.HandleAsync(s_work));
        }
    }

    // A static handler reads nothing of its delivery.
    private static void Generated(Waybill.Generated.MessageHandler<Work> handler, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            Complete(handler.InvokeAsync(s_work, null!));
        }
    }

    private static void Delegates(FrozenDictionary<Type, Func<object, ValueTask>> delegates, int calls)
    {
        object work = s_work;
        for (var i = 0; i < calls; i++)
        {
            Complete(delegates[work.GetType()](work));
        }
    }

    private static void Mediated(Mediator.IMediator mediator, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            var sent = mediator.Send(s_work);
            if (!sent.IsCompletedSuccessfully)
            {
                sent.AsTask().GetAwaiter().GetResult();
            }
        }
    }

    private static void Complete(ValueTask called)
    {
        if (!called.IsCompletedSuccessfully)
        {
            called.AsTask().GetAwaiter().GetResult();
        }
    }
}
