namespace Waybill.Startup;

internal static class Names
{
    [Exchange(ExchangeType.Direct)]
    public const string Exchange = "startup";

    [Queue]
    public const string Queue = "startup";
}

/// <summary>The first message.</summary>
[Message(Names.Exchange, "started")]
internal sealed partial record Started(long Number);

[Handler(Names.Queue)]
internal static class StartedHandler
{
    public static void Handle(Started message) => FirstMessage.Handled();
}
