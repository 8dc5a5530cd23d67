using System.CommandLine;
using Waybill.Cli.Journals;
using Waybill.Cli.Output;

namespace Waybill.Cli.Verbs;

/// <summary><c>waybill journal stats</c>.</summary>
internal static class JournalStatsVerb
{
    public static Command Create(Report report) =>
        new JournalArguments().ReadingVerb(
            "stats",
            $"Counts files, bytes, segments and queues, what is needed of each segment, and what opening would read. Exit code 0, also when something is damaged, of which a warning tells; {JournalArguments.Unusable}",
            (folder, reading, json) =>
            {
                var stats = FolderStats.Of(folder, reading);
                if (json)
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
}
