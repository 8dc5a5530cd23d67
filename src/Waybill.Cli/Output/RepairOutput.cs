using System.Text.Json.Nodes;
using Waybill.Cli.Journals;
using Waybill.Storage.Inspection;
using static Waybill.Cli.Output.VerifyOutput;

namespace Waybill.Cli.Output;

/// <summary>What a repair does, or would do.</summary>
internal static class RepairOutput
{
    public static JsonObject Json(JournalFolder folder, RepairPlan plan, string? copy, bool? isWhole) =>
        new()
        {
            ["folder"] = folder.Name,
            ["needed"] = plan.IsNeeded,
            ["refused"] = plan.Refusal,
            ["copy"] = copy,
            ["copyIsWhole"] = isWhole,
            ["damage"] = new JsonArray([.. plan.Reading.Damage.Select(VerifyOutput.Json)]),
            ["putAside"] = new JsonArray([.. plan.PutAside.Select(file => JsonValue.Create(file.Name))]),
            ["putAsideAs"] = new JsonArray([.. plan.PutAside.Select(file => JsonValue.Create(file.Aside))]),
            ["cutTailBytes"] = plan.Reading.End?.TailBytes ?? 0,
            ["lost"] = new JsonArray([.. plan.Reading.Lost.Select(LostOutput.Json)]),
            ["mayHaveHeldMore"] = plan.Reading.MayHaveHeldMore,
            ["lostSymbols"] = new JsonArray([
                .. plan.Reading.LostSymbols.Select(symbol => JsonValue.Create(RecordSymbols.Unknown(symbol))),
            ]),
        };

    public static IEnumerable<string> Text(JournalFolder folder, RepairPlan plan, string? copy, bool? isWhole)
    {
        if (plan.Reading.Damage.Count > 0)
        {
            var what = plan.Reading.CannotBeUnderstood ? "cannot be understood, or is damaged," : "is damaged";
            yield return $"{folder.Name} {what} in {Count(plan.Reading.Damage.Count, "place")}:";
        }

        foreach (var line in plan.Reading.Damage.SelectMany(VerifyOutput.Text))
        {
            yield return line;
        }

        if (plan.Refusal is { } refusal)
        {
            yield return $"{folder.Name} is not repaired: {refusal}.";
            yield break;
        }

        if (!plan.IsNeeded)
        {
            yield return $"{folder.Name} needs no repair. {VerifyOutput.Text(plan.Reading.End)}";
        }

        foreach (var (name, aside) in plan.PutAside)
        {
            yield return $"{name} is put aside as {aside}{Instead(plan, name)}.";
        }

        if (plan.MustRewrite)
        {
            yield return "A new checkpoint stands for what can be read of the log.";
            foreach (var line in Losses(folder, plan))
            {
                yield return line;
            }
        }

        if (copy is not null)
        {
            yield return isWhole != true ? $"{copy} is a copy that is still damaged: run waybill journal verify on it."
            : plan.IsNeeded ? $"{copy} is a repaired copy, and whole."
            : $"{copy} is a plain copy: nothing was damaged, and nothing is repaired. It was opened and closed once, and is whole.";
        }
    }

    private static IEnumerable<string> Losses(JournalFolder folder, RepairPlan plan)
    {
        foreach (var line in LostOutput.Text(plan.Reading.Lost))
        {
            yield return line;
        }

        foreach (var symbol in plan.Reading.LostSymbols)
        {
            yield return $"  The name of a queue, type or producer is lost: it is called {RecordSymbols.Unknown(symbol)} now.";
        }

        foreach (var line in LostOutput.More(folder, plan.Reading))
        {
            yield return line;
        }
    }

    private static string Instead(RepairPlan plan, string name) =>
        plan.Segments.Any(segment => segment.Name == name && segment.Segment is not null)
            ? ", and what can be read of it takes its place"
            : "";
}
