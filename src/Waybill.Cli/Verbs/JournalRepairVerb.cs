using System.CommandLine;
using Waybill.Cli.Journals;
using Waybill.Cli.Output;

namespace Waybill.Cli.Verbs;

/// <summary><c>waybill journal repair</c>.</summary>
internal static class JournalRepairVerb
{
    public static Command Create(Report report)
    {
        var arguments = new JournalArguments();
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what would be done and lost, and does nothing." };
        var copy = new Option<string?>("--copy")
        {
            Description = "An empty or new folder: the journal is copied there, and the copy is repaired and verified.",
            HelpName = "TARGET",
        };
        var verb = arguments.Verb(
            "repair",
            $"Repairs a copy of a damaged folder, never the folder. Exit code 0 when the copy is whole, or nothing is damaged (--dry-run); 1 when something is damaged (--dry-run), it cannot be repaired, or the copy is not whole in the end; {JournalArguments.Unusable}, and when the copy cannot be made; {JournalArguments.NotUnderstood}, and nothing is done",
            dryRun,
            copy
        );
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var target = parsed.GetValue(copy);
                if (parsed.GetValue(dryRun) && target is not null)
                {
                    throw new InputException("--dry-run and --copy exclude each other: --dry-run makes no copy.");
                }

                if (!parsed.GetValue(dryRun) && target is null)
                {
                    throw new InputException(
                        "repair never runs without a copy. Name an empty folder with --copy TARGET, or see with --dry-run what it would do."
                    );
                }

                using var folder = await arguments.OpenAsync(parsed, cancellationToken);
                var plan = RepairPlan.Of(folder, FolderReading.Read(folder));
                bool? isWhole = null;
                if (target is not null && plan.Refusal is null)
                {
                    (target, isWhole) = await RepairedCopy.WriteAsync(folder, plan, target, cancellationToken);
                }

                if (parsed.GetValue(arguments.Json))
                {
                    report.Json(RepairOutput.Json(folder, plan, target, isWhole));
                }
                else
                {
                    report.Lines(RepairOutput.Text(folder, plan, target, isWhole));
                }

                return plan.Reading.CannotBeUnderstood ? ExitCodes.NotUnderstood
                    : isWhole ?? !plan.IsNeeded ? ExitCodes.Fine
                    : ExitCodes.Damaged;
            }
        );
        return verb;
    }
}
