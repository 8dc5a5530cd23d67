namespace Waybill.Crash.Kill;

/// <summary>
/// Writes the child's lines to a pipe. What was flushed survives the writer's death, so a delivery is told before it is settled: no settlement can
/// become durable whose delivery the parent never heard of.
/// </summary>
internal sealed class LineWriter(Stream output)
{
    private readonly Lock _gate = new();
    private readonly StreamWriter _writer = new(output);

    public void Write(EntryKind kind, long number)
    {
        lock (_gate)
        {
            _writer.Write(new Entry(kind, number).ToString());
            _writer.Write('\n');
        }
    }

    public void Flush()
    {
        lock (_gate)
        {
            _writer.Flush();
        }
    }
}
