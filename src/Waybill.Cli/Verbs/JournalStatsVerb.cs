using System.CommandLine;
using Waybill.Cli.Journals;
using Waybill.Cli.Output;

namespace Waybill.Cli.Verbs;

/// <summary><c>waybill journal stats</c>.</summary>
internal static class JournalStatsVerb
{
    public static Command Create(Report report)
    {
        var arguments = new JournalArguments();
        var verb = arguments.Verb(
            "stats",
            "Counts files, bytes, segments and queues, what is needed of each segment, and what opening would read."
        );
        verb.SetAction(
            async (parsed, cancellationToken) =>
            {
                using var folder = await arguments.OpenAsync(parsed, cancellationToken);
                var reading = FolderReading.Read(folder);
                var stats = FolderStats.Of(folder, reading);
                if (parsed.GetValue(arguments.Json))
                {
                    report.Json(StatsOutput.Json(folder, reading, stats));
                }
                else
                {
                    StatsOutput.Write(report, folder, reading, stats);
                }

                return ExitCodes.Fine;
            }
        );
        return verb;
    }
}
