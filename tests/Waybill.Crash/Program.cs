using System.CommandLine;
using Waybill.Crash.Kill;

var cycles = new Option<int>("--cycles") { Description = "How many children are killed.", DefaultValueFactory = _ => 50 };
var seed = new Option<int?>("--seed") { Description = "The seed of a run to repeat; by default a new one, which is printed." };
var kill = new Command("kill", "A child publishes and consumes, the parent keeps the ledger and kills it with SIGKILL at random moments.")
{
    cycles,
    seed,
};
kill.SetAction(parsed => KillRun.Execute(parsed.GetValue(cycles), parsed.GetValue(seed) ?? Random.Shared.Next(), Console.Out));

var data = new Option<string>("--data") { Required = true };
var first = new Option<long?>("--first");
var child = new Command("child", "The process that is killed; started by the other verbs.") { Hidden = true };
child.Options.Add(data);
child.Options.Add(first);
child.SetAction((parsed, cancellationToken) => KillChild.RunAsync(parsed.GetValue(data)!, parsed.GetValue(first)));

return await new RootCommand("Proves that the journal loses nothing. Each verb prints its seed and ends with: VERB: N runs, M violations.")
{
    kill,
    child,
}
    .Parse(args)
    .InvokeAsync();
