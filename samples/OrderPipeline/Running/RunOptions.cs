namespace OrderPipeline.Running;

/// <summary>What the command line asks for.</summary>
/// <param name="Orders">The input: a file's path, or <c>-</c>.</param>
/// <param name="DataFolder">The broker's folder; null for a fresh temporary one.</param>
/// <param name="CrashAfter">After how many publishes the process ends abruptly; null for never.</param>
/// <param name="SummaryJson">Where the summary is written as JSON; null for nowhere.</param>
/// <param name="Quiet">No line per publish.</param>
/// <param name="Verbose">The host's log on standard error.</param>
internal sealed record RunOptions(string Orders, string? DataFolder, int? CrashAfter, string? SummaryJson, bool Quiet, bool Verbose);
