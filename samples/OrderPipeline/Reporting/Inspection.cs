using System.Globalization;
using Spectre.Console;
using Waybill;
using Waybill.Broker;
using Waybill.Transports;

namespace OrderPipeline.Reporting;

/// <summary>A folder's queues and dead letters, with the reasons why they died.</summary>
internal static class Inspection
{
    private const int MaxShown = 100;

    public static void Write(IAnsiConsole console, EmbeddedBrokerInspector inspector)
    {
        var queues = inspector.GetQueueStatus();
        SummaryTable.Write(console, queues);
        foreach (var queue in queues.Where(queue => queue.Ready > 0))
        {
            var messages = inspector.Browse(queue.Name, MaxShown);
            var dead = messages.Where(message => message.Deaths.Count > 0).ToList();
            if (dead.Count > 0)
            {
                WriteDeadLetters(console, queue, dead);
            }
        }
    }

    /// <summary>What a folder is shown as whose journal cannot be read: the place first, a line each, for people and tools that go on from there.</summary>
    public static Task WriteDamageAsync(TextWriter output, JournalCorruptedException damage) =>
        output.WriteAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                error: the journal is damaged, so that no queue or dead letter can be shown.
                  file    {damage.File}
                  offset  {damage.Offset}
                  reason  {damage.Message}

                """
            )
        );

    private static void WriteDeadLetters(IAnsiConsole console, QueueStatus queue, IReadOnlyList<StoredMessage> messages)
    {
        // One line each, however narrow the terminal: they are searched and cut by other tools.
        var output = console.Profile.Out.Writer;
        output.WriteLine($"Dead letters in {queue.Name} ({messages.Count} shown of {queue.Ready}):");
        foreach (var message in messages)
        {
            var death = message.Deaths[^1];
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {OrderIds.Of(message) ?? "?"} {message.RoutingKey} {message.MessageType} {message.MessageId} from {death.Queue}, {death.Reason} at {death.Last:u}: {death.ExceptionType} {death.Message}"
                )
            );
        }
    }
}
