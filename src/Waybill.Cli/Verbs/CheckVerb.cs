using System.CommandLine;
using Waybill.Cli.Output;

namespace Waybill.Cli.Verbs;

/// <summary><c>waybill schema check</c>.</summary>
internal static class CheckVerb
{
    public static Command Create(Report report) =>
        Comparison.Create(
            "check",
            "For CI: exit code 1 when something breaks readers or the lock file is behind, 2 when a source of the project is newer than what it built.",
            report,
            mustBeFresh: true,
            static changes => changes.Count > 0 ? ExitCodes.Behind : ExitCodes.Fine
        );
}
