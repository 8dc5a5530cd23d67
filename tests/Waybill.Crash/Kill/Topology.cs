namespace Waybill.Crash.Kill;

internal static class Names
{
    [Exchange(ExchangeType.Topic)]
    public const string Exchange = "crash";

    [Queue]
    [Binding(Exchange, "work.#")]
    public const string Work = "work";

    [Queue]
    [Binding(Exchange, "done.#")]
    public const string Done = "done";

    [Queue]
    [Binding(Exchange, "kept.#")]
    public const string Kept = "kept";

    /// <summary>Who publishes the kept messages.</summary>
    public const string Producer = "keeper";
}

/// <summary>Work to do; its number is its identity in the ledger.</summary>
[Message(Names.Exchange, "work.{Number}")]
internal sealed partial record Work(long Number, byte[] Padding);

/// <summary>A message that waits until the end, so that old segments hold something that is needed among much that is not.</summary>
[Message(Names.Exchange, "kept.{Number}")]
internal sealed partial record Kept(long Number, byte[] Padding);

/// <summary>What an outcome publishes together with its settlement.</summary>
[Message(Names.Exchange, "done.{Number}")]
internal sealed partial record Done(long Number);
