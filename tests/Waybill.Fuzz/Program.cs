using System.CommandLine;
using Waybill;
using Waybill.Fuzz;

var mutants = new Option<long>("--mutants") { Description = "How many damaged messages are read.", DefaultValueFactory = _ => 1_000_000 };
var seed = new Option<int?>("--seed") { Description = "The seed of a run to repeat; by default a new one, which is printed." };
var format = new Option<MessageFormat>("--format") { Description = "What the messages are written in: Protobuf, the default, or Json." };
var mutate = new Command("mutate", "Damages messages at random and reads them: no server, no instrumentation.") { format, mutants, seed };
mutate.SetAction(parsed =>
    MutateRun.Execute(
        ReaderTargets.Of(parsed.GetValue(format)),
        parsed.GetValue(mutants),
        parsed.GetValue(seed) ?? Random.Shared.Next(),
        Console.Out
    )
);

// Not a verb, since libfuzzer-dotnet hands its target one argument.
var shape = new Argument<string>("shape")
{
    Description = "The message type that libFuzzer's bytes are read as, such as Order, or Order.json for its JSON.",
    HelpName = "shape",
};
shape.AcceptOnlyFromAmong([.. ReaderTargets.All.Select(target => target.Name)]);
var input = new Argument<FileInfo?>("input")
{
    Description = "Bytes to read once instead, to look at what libFuzzer found.",
    DefaultValueFactory = _ => null,
};
var root = new RootCommand(
    "Hostile bytes for the readers of generated messages: damaged at random by mutate, or as a target of libFuzzer (CONTRIBUTING.md)."
)
{
    mutate,
    shape,
    input,
};
root.SetAction(parsed => LibFuzzerTarget.Run(ReaderTargets.Get(parsed.GetValue(shape)!), parsed.GetValue(input), Console.Out));

return await root.Parse(args).InvokeAsync();
