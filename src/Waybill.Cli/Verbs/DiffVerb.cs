using System.CommandLine;
using Waybill.Cli.Output;

namespace Waybill.Cli.Verbs;

/// <summary><c>waybill schema diff</c>.</summary>
internal static class DiffVerb
{
    public static Command Create(Report report) =>
        Comparison.Create(
            "diff",
            "Prints what changed since the lock file was written, and what follows for those who read.",
            report,
            mustBeFresh: false,
            static _ => ExitCodes.Fine
        );
}
