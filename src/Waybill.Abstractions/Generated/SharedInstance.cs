using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>The one instance of a singleton handler: made once, by the first delivery that needs it, while others wait for it. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SharedInstance<T>(Func<IServiceProvider, T> create) : IAsyncDisposable
    where T : class
{
    private TaskCompletionSource<T>? _instance;

    /// <summary>The instance. When making it fails, those who wait see the exception, and the next caller tries again.</summary>
    public ValueTask<T> GetAsync(IServiceProvider services)
    {
        var current = Volatile.Read(ref _instance);
        if (current is null)
        {
            var mine = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            current = Interlocked.CompareExchange(ref _instance, mine, null);
            if (current is null)
            {
                Create(mine, services);
                current = mine;
            }
        }

        return new ValueTask<T>(current.Task);
    }

    /// <summary>Disposes the instance, if it was made and is disposable.</summary>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _instance, null)?.Task is not { IsCompletedSuccessfully: true, Result: var instance })
        {
            return default;
        }

        if (instance is IAsyncDisposable asynchronous)
        {
            return asynchronous.DisposeAsync();
        }

        (instance as IDisposable)?.Dispose();
        return default;
    }

    private void Create(TaskCompletionSource<T> mine, IServiceProvider services)
    {
        try
        {
            mine.SetResult(create(services));
        }
        catch (Exception exception)
        {
            Volatile.Write(ref _instance, null);
            mine.SetException(exception);
        }
    }
}
