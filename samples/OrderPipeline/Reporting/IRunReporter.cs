using Waybill.Transports;

namespace OrderPipeline.Reporting;

/// <summary>Shows a run as it goes on.</summary>
internal interface IRunReporter
{
    /// <summary>The input begins with the lines that an earlier run had stored; nothing is published of them.</summary>
    void Resumed(long line);

    /// <summary>Some of the input was read.</summary>
    void Read(int characters);

    /// <summary>An order was published and confirmed.</summary>
    void Published(OrderCreated order);

    /// <summary>A line is no order.</summary>
    void Malformed(long line, string reason);

    /// <summary>The run was broken off, as by Ctrl-C.</summary>
    void Stopping(long published, IReadOnlyList<QueueStatus> queues);

    /// <summary>The process ends now, without any clearing up.</summary>
    void Crashing();

    /// <summary>Writes out what is held back.</summary>
    void Flush();
}
