namespace Waybill.Benchmarks.Harness;

/// <summary>One contender. Between its runs nothing of it is at work, so that it costs the others nothing.</summary>
/// <param name="name"><c>Waybill</c>, a peer's package name, or what a bare loop is called.</param>
internal abstract class Subject(string name)
{
    public string Name { get; } = name;

    /// <summary>Makes ready for one run; not measured.</summary>
    public virtual ValueTask BeginAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Measures once.</summary>
    public abstract ValueTask<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken);

    /// <summary>Ends what <see cref="BeginAsync"/> started; not measured.</summary>
    public virtual ValueTask EndAsync() => ValueTask.CompletedTask;

    /// <summary>Gives back what was kept over the rounds.</summary>
    public virtual ValueTask CloseAsync() => ValueTask.CompletedTask;
}
