using System.CommandLine;
using Waybill.Cli.Output;

namespace Waybill.Cli.Verbs;

/// <summary><c>waybill journal verify</c>.</summary>
internal static class JournalVerifyVerb
{
    public static Command Create(Report report) =>
        new JournalArguments().ReadingVerb(
            "verify",
            $"Checks every byte that a checksum covers, and that whatever the queues need is there. Exit code 0 when it is; 1 when something is damaged, which what a crash left at the end of the log is not; {JournalArguments.Unusable}; {JournalArguments.NotUnderstood}",
            (folder, reading, json) =>
            {
                if (json)
                {
                    report.Json(VerifyOutput.Json(folder, reading));
                }
                else
                {
                    report.Lines(VerifyOutput.Text(folder, reading));
                }

                return reading.CannotBeUnderstood ? ExitCodes.NotUnderstood
                    : reading.IsWhole ? ExitCodes.Fine
                    : ExitCodes.Damaged;
            }
        );
}
