using Waybill;
using Waybill.Transports;

namespace OrderPipeline.Reporting;

/// <summary>One line per publish on standard output, one per malformed line on standard error.</summary>
/// <param name="output">Standard output.</param>
/// <param name="errors">Standard error.</param>
/// <param name="quiet">No line per publish.</param>
/// <param name="dataFolder">The folder that is kept; null for a temporary one.</param>
internal class LineReporter(TextWriter output, TextWriter errors, bool quiet, string? dataFolder) : IRunReporter
{
    public virtual void Read(int characters) { }

    public void Published(OrderCreated order)
    {
        if (!quiet)
        {
            output.WriteLine($"Published: {order.GetRoutingKey()} -> {order.OrderId}");
        }
    }

    public void Malformed(long line, string reason) => errors.WriteLine($"line {line}: {reason}");

    public void Stopping(long published, IReadOnlyList<QueueStatus> queues) =>
        errors.WriteLine(
            $"Stopping: {published} orders published in this run, {queues.Sum(queue => queue.InFlight)} deliveries in flight, "
                + $"{queues.Where(queue => queue.Name != Orders.Dead).Sum(queue => queue.Ready + queue.Delayed)} waiting. "
                + (
                    dataFolder is null
                        ? "Without --data nothing of them is kept."
                        : $"The next run with --data {dataFolder} goes on from here."
                )
        );

    public void Flush() => output.Flush();
}
