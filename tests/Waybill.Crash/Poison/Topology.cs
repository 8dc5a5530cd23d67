namespace Waybill.Crash.Poison;

internal static class Names
{
    [Exchange(ExchangeType.Direct)]
    public const string Exchange = "poison";

    [Queue(DeadLetter = Dead)]
    [Binding(Exchange, "task")]
    public const string Tasks = "tasks";

    [Queue]
    public const string Dead = "tasks.dead";
}

/// <summary>How a message ends the process that handles it.</summary>
internal enum Poison
{
    None,
    FailFast,
    StackOverflow,

    /// <summary>As the operating system ends a process that takes all its memory.</summary>
    Kill,
}

/// <summary>Something to do.</summary>
/// <param name="Number">Its identity.</param>
/// <param name="Poison">What it does to the process.</param>
[Message(Names.Exchange, "task")]
internal sealed partial record Job(int Number, Poison Poison);
