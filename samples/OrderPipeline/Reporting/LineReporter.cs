using OrderPipeline.Input;
using OrderPipeline.Running;
using Waybill;
using Waybill.Transports;

namespace OrderPipeline.Reporting;

/// <summary>One line per publish on standard output, one per malformed line on standard error.</summary>
/// <param name="output">Standard output, with a buffer of <see cref="BufferBytes"/>.</param>
/// <param name="errors">Standard error.</param>
/// <param name="quiet">No line per publish.</param>
/// <param name="source">The input.</param>
/// <param name="folder">The broker's folder.</param>
internal class LineReporter(TextWriter output, TextWriter errors, bool quiet, OrderSource source, DataFolder folder) : IRunReporter
{
    /// <summary>Twice what is held back: the writer never has to break a line where its buffer ends.</summary>
    public const int BufferBytes = 2 * MaxHeldBack;

    private const int MaxHeldBack = 32 << 10;

    private int _heldBack;

    public virtual void Resumed(long line)
    {
        output.WriteLine(ResumedText(line));
        Flush();
    }

    public virtual void Read(int characters) { }

    public void Published(OrderCreated order)
    {
        if (quiet)
        {
            return;
        }

        var line = $"Published: {order.GetRoutingKey()} -> {order.OrderId}";
        if (_heldBack + line.Length > MaxHeldBack)
        {
            Flush();
        }

        output.WriteLine(line);
        _heldBack += line.Length + Environment.NewLine.Length;
    }

    public void Malformed(long line, string reason) => WriteError($"line {line}: {reason}");

    public void Stopping(long published, IReadOnlyList<QueueStatus> queues) =>
        WriteError(
            $"Stopping: {Counts.Of(published, "order", "orders")} published in this run, "
                + $"{Counts.Of(queues.Sum(queue => queue.InFlight), "delivery", "deliveries")} in flight, "
                + $"{queues.Where(queue => queue.Name != Orders.Dead).Sum(queue => queue.Ready + queue.Delayed + queue.Parked)} waiting. "
                + (
                    folder.Typed is null ? "Without --data nothing of them is kept."
                    : source.Bytes is null
                        ? $"The next run with --data {folder.Typed} goes on from here, when the same input is piped in again from its beginning."
                    : $"The next run with --data {folder.Typed} goes on from here."
                )
        );

    public void Crashing()
    {
        Flush();
        if (folder.Typed is null)
        {
            errors.WriteLine($"Crashing. The temporary folder {folder.Path} is left behind; --data {folder.Path} goes on with it.");
        }
    }

    public void Flush()
    {
        output.Flush();
        _heldBack = 0;
    }

    protected static string ResumedText(long line) => $"Resumed after line {line}, which an earlier run had stored.";

    // Standard output first: where both go into one file, it shows what happened in its order.
    private void WriteError(string line)
    {
        Flush();
        errors.WriteLine(line);
    }
}
