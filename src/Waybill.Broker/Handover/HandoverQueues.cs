using System.Collections.Immutable;
using Waybill.Broker.Core;

namespace Waybill.Broker.Handover;

/// <summary>The ways past the broker's thread, by the symbol of their queue. Immutable; thread-safe.</summary>
internal sealed class HandoverQueues
{
    private readonly HandoverQueue?[] _bySymbol;

    /// <param name="queues">The declared queues.</param>
    /// <param name="create">Makes a queue's way.</param>
    public HandoverQueues(IReadOnlyCollection<QueueState> queues, Func<QueueState, HandoverQueue> create)
    {
        var last = 0;
        foreach (var queue in queues)
        {
            last = Math.Max(last, queue.Symbol);
        }

        _bySymbol = new HandoverQueue?[last + 1];
        foreach (var queue in queues)
        {
            _bySymbol[queue.Symbol] = create(queue);
        }
    }

    /// <summary>The way of a queue; null for one that is not declared.</summary>
    public HandoverQueue? Of(int queue) => (uint)queue < (uint)_bySymbol.Length ? _bySymbol[queue] : null;

    public bool AllAreOpen(ImmutableArray<int> queues)
    {
        foreach (var queue in queues)
        {
            if (Of(queue) is not { IsOpen: true })
            {
                return false;
            }
        }

        return true;
    }

    public bool AnyIsOpen(ImmutableArray<int> queues)
    {
        foreach (var queue in queues)
        {
            if (Of(queue) is { IsOpen: true })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether nothing that was taken is still being handled.</summary>
    public bool AreQuiet
    {
        get
        {
            foreach (var way in _bySymbol)
            {
                if (way is { InFlight: > 0 })
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Keeps receivers from taking anything, or lets them again.</summary>
    public void SetPaused(bool paused)
    {
        foreach (var way in _bySymbol)
        {
            way?.SetPaused(paused);
        }
    }

    /// <summary>A message is about to come to these queues by the broker's thread.</summary>
    public void Close(ImmutableArray<int> queues)
    {
        foreach (var queue in queues)
        {
            Of(queue)?.Close();
        }
    }
}
