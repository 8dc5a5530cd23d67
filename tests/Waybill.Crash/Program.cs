using System.CommandLine;
using Waybill.Crash.BitFlip;
using Waybill.Crash.Kill;
using Waybill.Crash.Torn;

var seed = new Option<int?>("--seed") { Description = "The seed of a run to repeat; by default a new one, which is printed." };
int Seed(ParseResult parsed) => parsed.GetValue(seed) ?? Random.Shared.Next();

var cycles = new Option<int>("--cycles") { Description = "How many children are killed.", DefaultValueFactory = _ => 50 };
var kill = new Command("kill", "A child publishes and consumes, the parent keeps the ledger and kills it with SIGKILL at random moments.")
{
    cycles,
    seed,
};
kill.SetAction(parsed => KillRun.Execute(parsed.GetValue(cycles), Seed(parsed), Console.Out));

var subsets = new Option<int>("--subsets")
{
    Description = "How many selections of the last batch's sectors.",
    DefaultValueFactory = _ => 500,
};
var torn = new Command(
    "torn",
    "The last records cut at every byte, the last batch in any selection of its sectors, a power cut at every operation."
)
{
    subsets,
    seed,
};
torn.SetAction((parsed, _) => TornRun.ExecuteAsync(step: 1, parsed.GetValue(subsets), Seed(parsed), Console.Out));

var allBits = new Option<bool>("--all-bits") { Description = "All eight bits of each byte instead of one." };
var bitFlip = new Command(
    "bit-flip",
    "A bit of every byte of a segment is flipped: nothing wrong is read, nothing else is lost, the damage is reported."
)
{
    allBits,
    seed,
};
bitFlip.SetAction((parsed, _) => BitFlipRun.ExecuteAsync(parsed.GetValue(allBits), step: 1, Seed(parsed), Console.Out));

var data = new Option<string>("--data") { Required = true };
var first = new Option<long?>("--first");
var child = new Command("child", "The process that is killed; started by the other verbs.") { Hidden = true };
child.Options.Add(data);
child.Options.Add(first);
child.SetAction((parsed, cancellationToken) => KillChild.RunAsync(parsed.GetValue(data)!, parsed.GetValue(first)));

return await new RootCommand("Proves that the journal loses nothing. Each verb prints its seed and ends with: VERB: N runs, M violations.")
{
    kill,
    torn,
    bitFlip,
    child,
}
    .Parse(args)
    .InvokeAsync();
