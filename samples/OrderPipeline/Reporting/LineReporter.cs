using Waybill;

namespace OrderPipeline.Reporting;

/// <summary>One line per publish on standard output, one per malformed line on standard error.</summary>
internal class LineReporter(TextWriter output, TextWriter errors, bool quiet) : IRunReporter
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

    public void Flush() => output.Flush();
}
