using System.CommandLine;
using System.Text.Json.Nodes;
using Waybill.Broker.Checkpoints;
using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Cli.Input;
using Waybill.Cli.Journals;
using Waybill.Cli.Output;
using Waybill.Storage.Inspection;

namespace Waybill.Cli.Verbs;

/// <summary><c>waybill journal dump</c>.</summary>
internal static class JournalDumpVerb
{
    public static Command Create(Report report)
    {
        var arguments = new JournalArguments();
        var from = new Option<long>("--from") { Description = "The first position that is printed.", HelpName = "LSN" };
        var to = new Option<long>("--to")
        {
            Description = "The last position that is printed.",
            HelpName = "LSN",
            DefaultValueFactory = static _ => long.MaxValue,
        };
        var queue = new Option<string?>("--queue") { Description = "Prints only what speaks of one queue.", HelpName = "NAME" };
        var schema = new Option<string?>("--schema")
        {
            Description =
                "An assembly (.dll), a project (.csproj) that is built, or a project's folder: bodies are read by what its messages are. [Sensitive] members are not shown. Without it bodies are raw, and everything in them is.",
            HelpName = "TARGET",
        };
        var configuration = new Option<string?>("--configuration", "-c")
        {
            Description = "The configuration of a project. Without it the newer output of Debug and Release is taken.",
            HelpName = "NAME",
        };
        var verb = arguments.Verb(
            "dump",
            $"Prints the records that can be read, in order, one after the other; with --json each on a line of its own. Exit code 0 when all could be read; 1 when something is damaged; {JournalArguments.Unusable}, and when there is no such queue, no record in the range or no such schema; {JournalArguments.NotUnderstood}",
            from,
            to,
            queue,
            schema,
            configuration
        );
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                var bodies = parsed.GetValue(schema) is { } target
                    ? await BodiesAsync(target, parsed.GetValue(configuration), cancellationToken)
                    : null;
                using var folder = await arguments.OpenAsync(parsed, cancellationToken);
                var selection = new DumpSelection(parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(queue));
                var state = Checkpointed(folder);
                var dump = new RecordDump(state.Symbols, selection.Queue, bodies, folder.Find);
                var print = Printer(report, parsed.GetValue(arguments.Json));
                var walk = new LogWalk(folder, MissingIn(folder, state));
                var (exitCode, isNothing) = Dump(walk, dump, selection, print, cancellationToken);
                if (isNothing && exitCode != ExitCodes.NotUnderstood)
                {
                    selection.RequireSomething(FolderReading.Read(folder).State.Queues.Select(static queue => queue.Name));
                    report.Warning("no record is left to show.");
                }

                return Math.Max(exitCode, Checkpoints(folder, report));
            }
        );
        return verb;
    }

    // They are no part of the log, and so of what is printed.
    private static int Checkpoints(JournalFolder folder, Report report)
    {
        var damage = folder.Checkpoints.Select(static checkpoint => checkpoint.Damage).OfType<LogDamage>().ToList();
        foreach (var place in damage)
        {
            report.Warning(VerifyOutput.Text(place).TrimStart());
        }

        return damage.Any(static place => place.IsNewer) ? ExitCodes.NotUnderstood
            : damage.Count > 0 ? ExitCodes.Damaged
            : ExitCodes.Fine;
    }

    // Damage is something, but no answer to whether there is such a queue.
    private static (int ExitCode, bool IsNothing) Dump(
        LogWalk walk,
        RecordDump dump,
        DumpSelection selection,
        Action<JsonObject> print,
        CancellationToken cancellationToken
    )
    {
        var (exitCode, isNothing) = (ExitCodes.Fine, true);
        foreach (var item in walk.Items())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (item.Kind == LogItemKind.Damage)
            {
                exitCode = item.Damage!.IsNewer ? ExitCodes.NotUnderstood : Math.Max(exitCode, ExitCodes.Damaged);
                if (selection.Contains(item.Damage.Lsn))
                {
                    print(Json(item.Damage));
                    isNothing &= selection.Queue is not null;
                }
            }
            else if (item.Kind == LogItemKind.Record)
            {
                if (item.Record.Lsn > selection.To)
                {
                    break;
                }

                if (dump.Read(item.Record, selection.Contains(item.Record.Lsn)) is { } shown)
                {
                    print(shown);
                    isNothing = false;
                }
            }
        }

        return (exitCode, isNothing);
    }

    private static Action<JsonObject> Printer(Report report, bool json) =>
        json ? item => report.Line(DumpOutput.Json(item)) : item => report.Lines(DumpOutput.Text(item));

    private static JsonObject Json(LogDamage damage) =>
        new()
        {
            ["lsn"] = damage.Lsn,
            ["type"] = "damage",
            ["file"] = damage.File,
            ["offset"] = damage.Offset,
            ["readableAgainFrom"] = damage.ReadableAgainFrom,
            ["what"] = damage.Reason,
        };

    private static async Task<MessageBodies> BodiesAsync(string path, string? configuration, CancellationToken cancellationToken)
    {
        var target = configuration is null
            ? await Target.FindNewestAsync(path, cancellationToken)
            : await Target.FindAsync(path, configuration, build: false, cancellationToken);
        return new MessageBodies(AssemblyFile.ReadWithReferences(target.Assembly));
    }

    // What the newest checkpoint needed may have been settled since: that the whole log tells, which is read once more only where something is missing.
    private static IReadOnlyList<LogDamage> MissingIn(JournalFolder folder, BrokerState checkpointed) =>
        MissingSegments.Of(folder, checkpointed.Share()) is [] ? [] : FolderReading.Read(folder).MissingSegments;

    // A segment that introduced a number may be gone: then a checkpoint has it.
    private static BrokerState Checkpointed(JournalFolder folder)
    {
        foreach (var checkpoint in folder.Checkpoints.Where(static checkpoint => checkpoint.IsReadable).Reverse())
        {
            try
            {
                var state = new BrokerState();
                using var content = folder.ContentOf(checkpoint);
                CheckpointContent.Read(content, checkpoint.Lsn, state);
                state.EndRecovery();
                return state;
            }
            catch (Exception exception) when (exception is RecordFormatException or InvalidDataException)
            {
                // The one before it may be of this version, and whole.
            }
        }

        return new BrokerState();
    }
}
