using System.CommandLine;
using Spectre.Console;
using Waybill.Benchmarks;
using Waybill.Benchmarks.Backlog;
using Waybill.Benchmarks.Compare;
using Waybill.Benchmarks.Dispatch;
using Waybill.Benchmarks.Durable;
using Waybill.Benchmarks.Generator;
using Waybill.Benchmarks.Harness;
using Waybill.Benchmarks.Hosting;
using Waybill.Benchmarks.Latency;
using Waybill.Benchmarks.Memory;
using Waybill.Benchmarks.Recovery;
using Waybill.Benchmarks.Serialization;
using Waybill.Benchmarks.Settle;
using Waybill.Benchmarks.Startup;

#if DEBUG
await Console.Error.WriteLineAsync("A Debug build measures nothing worth knowing: run with -c Release.");
return args.Length < 0 ? 0 : 2;
#else
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 140;
}

var count = new Option<int>("--count") { Description = "Publishes per round.", DefaultValueFactory = static _ => 1_000_000 };
var messages = new Option<int>("--messages") { Description = "How long the backlog gets.", DefaultValueFactory = static _ => 10_000_000 };
var aot = new Option<FileInfo>("--aot") { Description = "A published tests/Waybill.AotApp, measured too.", HelpName = "FILE" };
aot.AcceptExistingOnly();
var codegen = new Command("wolverine-codegen", "Writes the code of Wolverine's handlers into Internal/Generated.") { Hidden = true };
codegen.SetAction(static (_, _) => WolverineCode.WriteAsync());
return await new RootCommand("Waybill's benchmarks.")
{
    CommonOptions.Verb(
        "publish",
        "Awaited publishes of 256 bytes: rate and bytes allocated over all threads, beyond the messages. Exit code 1 over one byte.",
        rounds: 3,
        seconds: 1,
        (options, parsed, cancellationToken) => PublishBenchmark.RunAsync(options, parsed.GetValue(count), cancellationToken),
        count
    ),
    CommonOptions.Verb(
        "memory",
        "Publish to handler in memory: messages a second and bytes per message, beside a bare channel and the peers.",
        rounds: 5,
        seconds: 1,
        static (options, _, cancellationToken) => MemoryBenchmark.RunAsync(options, cancellationToken)
    ),
    CommonOptions.Verb(
        "latency",
        "Publish to handler in memory at about one message a millisecond: p50, p99 and p99.9.",
        rounds: 5,
        seconds: 5,
        static (options, _, cancellationToken) => LatencyBenchmark.RunAsync(options, cancellationToken)
    ),
    CommonOptions.Verb(
        "durable",
        "Records of 256 bytes that survive a power cut, beside a raw loop and FASTER.",
        rounds: 5,
        seconds: 1,
        static (options, _, cancellationToken) => DurableBenchmark.RunAsync(options, cancellationToken)
    ),
    CommonOptions.Verb(
        "settle",
        "Publish, handle and settle, each made durable: messages a second, beside publishing alone.",
        rounds: 5,
        seconds: 2,
        static (options, _, cancellationToken) => SettleBenchmark.RunAsync(options, cancellationToken)
    ),
    CommonOptions.Verb(
        "fan-out",
        "Publishes that ten queues get, beside those that one gets.",
        rounds: 5,
        seconds: 2,
        static (options, _, cancellationToken) => FanOutBenchmark.RunAsync(options, cancellationToken)
    ),
    CommonOptions.Verb(
        "recovery",
        "Opening a journal of 2,000,000 records of 256 bytes from the page cache: records a second, checked and with the index rebuilt, and checked alone.",
        rounds: 5,
        seconds: 1,
        static (options, _, cancellationToken) => RecoveryBenchmark.RunAsync(options, cancellationToken)
    ),
    CommonOptions.Verb(
        "backlog",
        "10,000,000 messages of 200 bytes that nobody takes: publish rate at the end beside the beginning, bytes of memory each, and of the process.",
        rounds: 1,
        seconds: 1,
        (options, parsed, cancellationToken) => BacklogBenchmark.RunAsync(options, parsed.GetValue(messages), cancellationToken),
        messages
    ),
    CommonOptions.Verb(
        "dispatch",
        "From a message to its handler: nanoseconds and bytes a call.",
        rounds: 5,
        seconds: 0.5,
        static (options, _, cancellationToken) => DispatchBenchmark.RunAsync(options, cancellationToken)
    ),
    CommonOptions.Verb(
        "serialization",
        "A message to bytes and back: nanoseconds and bytes allocated an operation, and the encoded size, beside other serializers.",
        rounds: 5,
        seconds: 0.5,
        static (options, _, cancellationToken) => SerializationBenchmark.RunAsync(options, cancellationToken)
    ),
    CommonOptions.Verb(
        "startup",
        "From the start of a process to its first message handled, beside the host alone and the peers.",
        rounds: 15,
        seconds: 1,
        (options, parsed, cancellationToken) => StartupBenchmark.RunAsync(options, parsed.GetValue(aot)?.FullName, cancellationToken),
        aot
    ),
    CommonOptions.Verb(
        "generator",
        "The generators over 200 and 2,000 messages and handlers, and what they add to the compiler's run. Exit code 1 when an unrelated edit emits anything anew.",
        rounds: 5,
        seconds: 1,
        static (options, _, cancellationToken) => GeneratorBenchmark.RunAsync(options, cancellationToken)
    ),
    CompareVerb.Create(),
    codegen,
}
    .Parse(args)
    .InvokeAsync();
#endif
