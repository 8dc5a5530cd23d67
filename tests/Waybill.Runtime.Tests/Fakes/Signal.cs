namespace Waybill.Runtime.Tests.Fakes;

internal static class Signal
{
    public static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the token is cancelled.</summary>
    public static Task CancellationOf(CancellationToken token)
    {
        var cancelled = Create();
        token.Register(cancelled.SetResult);
        return cancelled.Task.WaitAsync(Hang.Guard);
    }
}
