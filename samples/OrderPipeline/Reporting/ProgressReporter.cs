using Spectre.Console;

namespace OrderPipeline.Reporting;

/// <summary>A progress bar over the input, for a terminal without the lines.</summary>
internal sealed class ProgressReporter(TextWriter output, TextWriter errors, string? dataFolder, ProgressTask task)
    : LineReporter(output, errors, quiet: true, dataFolder)
{
    public override void Read(int characters) => task.Increment(characters);
}
