using OrderPipeline.Input;
using OrderPipeline.Running;
using Spectre.Console;

namespace OrderPipeline.Reporting;

/// <summary>A progress bar over the input, for a terminal without the lines.</summary>
internal sealed class ProgressReporter(TextWriter output, TextWriter errors, OrderSource source, DataFolder folder, ProgressTask task)
    : LineReporter(output, errors, quiet: true, source, folder)
{
    // Past the writer: the console has to make room above the bar.
    public override void Resumed(long line) => AnsiConsole.WriteLine(ResumedText(line));

    public override void Read(int characters) => task.Increment(characters);
}
