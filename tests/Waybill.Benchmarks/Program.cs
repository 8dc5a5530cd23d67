using System.CommandLine;
using Waybill.Benchmarks;

var json = new Option<string?>("--json") { Description = "Writes the figures as a JSON array.", HelpName = "FILE" };
var publish = new Command(
    "publish",
    "1,000,000 awaited publishes of 256 bytes: rate and bytes allocated over all threads, beyond the messages."
)
{
    json,
};
publish.SetAction((parsed, cancellationToken) => PublishBenchmark.RunAsync(parsed.GetValue(json), cancellationToken));

return await new RootCommand("Waybill's benchmarks.") { publish }
    .Parse(args)
    .InvokeAsync();
