namespace Waybill.Broker.Loop;

/// <summary>A question to the broker's state; the answer is a task.</summary>
internal sealed class QueryCommand<T>(Func<BrokerLoop, T> query) : IBrokerCommand
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => _answer.Task;

    public void Run(BrokerLoop loop)
    {
        try
        {
            _answer.TrySetResult(query(loop));
        }
#pragma warning disable CA1031 // Whoever asked hears of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _answer.TrySetException(exception);
        }
    }

    public void Fail(Exception exception) => _answer.TrySetException(exception);
}
