namespace Waybill.AotApp.Handlers;

/// <summary>The simplest handler there is.</summary>
[Handler(Names.Pings)]
[NaturallyIdempotent("It only says that it was called.")]
public static class PingHandler
{
    private static readonly TaskCompletionSource _called = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Task Called => _called.Task;

    public static void Handle(Ping ping) => _called.TrySetResult();
}
