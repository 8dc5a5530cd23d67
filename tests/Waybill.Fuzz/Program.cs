using System.CommandLine;
using Waybill.Fuzz;
using Waybill.Messages.Tests.Support;

var mutants = new Option<long>("--mutants") { Description = "How many damaged messages are read.", DefaultValueFactory = _ => 1_000_000 };
var seed = new Option<int?>("--seed") { Description = "The seed of a run to repeat; by default a new one, which is printed." };
var mutate = new Command("mutate", "Damages messages at random and reads them: no server, no instrumentation.") { mutants, seed };
mutate.SetAction(parsed => MutateRun.Execute(parsed.GetValue(mutants), parsed.GetValue(seed) ?? Random.Shared.Next(), Console.Out));

var shape = new Argument<string>("shape") { Description = "The message type to read." };
shape.AcceptOnlyFromAmong([.. MessageShapes.All.Select(known => known.Name)]);
var input = new Argument<FileInfo?>("input")
{
    Description = "Bytes to read once, to look at what libFuzzer found; without it the process is libFuzzer's target.",
    DefaultValueFactory = _ => null,
};
var target = new Command(
    "libfuzzer",
    "A target for SharpFuzz: instrument Waybill.Abstractions.dll with sharpfuzz, then start it with libfuzzer-dotnet."
)
{
    shape,
    input,
};
target.SetAction(parsed => LibFuzzerTarget.Run(MessageShapes.Get(parsed.GetValue(shape)!), parsed.GetValue(input)));

return await new RootCommand("Hostile bytes for the readers of generated messages.") { mutate, target }
    .Parse(args)
    .InvokeAsync();
