using System.CommandLine;
using Waybill.Crash;
using Waybill.Crash.BitFlip;
using Waybill.Crash.Faults;
using Waybill.Crash.Kill;
using Waybill.Crash.Mutants;
using Waybill.Crash.Poison;
using Waybill.Crash.PowerCut;
using Waybill.Crash.Simulate;
using Waybill.Crash.Torn;

var seed = new Option<int?>("--seed") { Description = "The seed of a run to repeat; by default a new one, which is printed." };
var mutant = new Option<Mutant?>("--mutant") { Description = "What is done wrong on purpose, to see that the verb notices." };
Run Run(ParseResult parsed) => new(parsed.GetValue(seed) ?? Random.Shared.Next(), Console.Out, parsed.GetValue(mutant));

var lanes = new Option<int>("--parallel") { Description = "How many children live at once.", DefaultValueFactory = _ => 1 };
var cycles = new Option<int>("--cycles") { Description = "How many children are killed.", DefaultValueFactory = _ => 50 };
var kill = new Command("kill", "A child publishes and consumes, the parent keeps the ledger and kills it with SIGKILL at random moments.")
{
    cycles,
    lanes,
    seed,
    mutant,
};
kill.SetAction(parsed => KillRun.Execute(parsed.GetValue(cycles), parsed.GetValue(lanes), Run(parsed)));

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
    mutant,
};
torn.SetAction((parsed, _) => TornRun.ExecuteAsync(step: 1, parsed.GetValue(subsets), Run(parsed)));

var allBits = new Option<bool>("--all-bits") { Description = "All eight bits of each byte instead of one." };
var bitFlip = new Command(
    "bit-flip",
    "A bit of every byte of a segment is flipped: nothing wrong is read, nothing else is lost, the damage is reported."
)
{
    allBits,
    seed,
    mutant,
};
bitFlip.SetAction((parsed, _) => BitFlipRun.ExecuteAsync(parsed.GetValue(allBits), step: 1, cleanedStep: 1, Run(parsed)));

var points = new Option<int?>("--points") { Description = "How many failures at most, chosen by the seed; by default all there are." };
var call = new Option<string?>("--call") { Description = "Only this call, as strace names it." };
var faults = new Command("faults", "System calls of a child fail, each at every time that it is made (strace).")
{
    points,
    call,
    seed,
    mutant,
};
faults.SetAction((parsed, _) => FaultRun.ExecuteAsync(parsed.GetValue(points), parsed.GetValue(call), Run(parsed)));

var cuts = new Option<int>("--cuts") { Description = "How often the power is cut.", DefaultValueFactory = _ => 50 };
var powerCut = new Command(
    "power-cut",
    "A child publishes and consumes on a disk of its own, which is copied at random moments: what was not synced is gone."
)
{
    cuts,
    lanes,
    seed,
    mutant,
};
powerCut.SetAction(
    (parsed, cancellationToken) =>
        Task.Run(
            () => PowerCutRun.Execute(parsed.GetValue(cuts), parsed.GetValue(lanes), Run(parsed), cancellationToken),
            CancellationToken.None
        )
);

var rounds = new Option<int>("--rounds") { Description = "How many folders are poisoned.", DefaultValueFactory = _ => 3 };
var poison = new Command(
    "poison",
    "Some messages end the process that handles them, which is started again each time: in the end they are dead letters, and everything else was handled."
)
{
    rounds,
    seed,
};
poison.SetAction(parsed => PoisonRun.Execute(parsed.GetValue(rounds), Run(parsed)));

var seeds = new Option<int>("--seeds") { Description = "How many brokers are simulated.", DefaultValueFactory = _ => 2_000 };
var simulate = new Command(
    "simulate",
    "A broker in virtual time: its threads take turns as the seed decides, its device fails; what it hands out is compared with a model."
)
{
    seeds,
    seed,
    mutant,
};
simulate.SetAction(parsed => SimulateRun.Execute(parsed.GetValue(seeds), Run(parsed)));

var mutants = new Command("mutants", "What the verbs have to notice is done wrong on purpose.") { seed };
mutants.SetAction((parsed, _) => MutantsRun.ExecuteAsync(Run(parsed)));

var data = new Option<string>("--data") { Required = true };
var first = new Option<long?>("--first");
var child = new Command("child", "The process that is killed; started by the other verbs.") { Hidden = true };
child.Options.Add(data);
child.Options.Add(first);
child.Options.Add(mutant);
child.SetAction((parsed, _) => KillChild.RunAsync(parsed.GetValue(data)!, parsed.GetValue(first), parsed.GetValue(mutant)));

var firstNumber = new Option<int>("--first");
var dies = new Option<bool>("--dies");
var faultChild = new Command("fault-child", "The process whose calls fail; started by the other verbs.") { Hidden = true };
faultChild.Options.Add(data);
faultChild.Options.Add(firstNumber);
faultChild.Options.Add(dies);
faultChild.Options.Add(mutant);
faultChild.SetAction(
    (parsed, _) => FaultChild.RunAsync(parsed.GetValue(data)!, parsed.GetValue(firstNumber), parsed.GetValue(dies), parsed.GetValue(mutant))
);

var jobs = new Option<string?>("--jobs");
var poisonChild = new Command("poison-child", "The process that its messages end; started by the other verbs.") { Hidden = true };
poisonChild.Options.Add(data);
poisonChild.Options.Add(jobs);
poisonChild.SetAction((parsed, _) => PoisonChild.RunAsync(parsed.GetValue(data)!, parsed.GetValue(jobs)));

var parsed = new RootCommand("Proves that the journal loses nothing. Each verb prints its seed and ends with: VERB: N runs, M violations.")
{
    kill,
    torn,
    bitFlip,
    faults,
    powerCut,
    poison,
    simulate,
    mutants,
    child,
    faultChild,
    poisonChild,
}.Parse(args);

// Whoever interrupts waits until the disks are taken down.
var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });

// A verb that there is not has broken nothing.
return parsed.Errors.Count > 0 ? 2 : exitCode;
