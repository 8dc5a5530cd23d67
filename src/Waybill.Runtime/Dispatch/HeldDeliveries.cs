using System.Diagnostics.CodeAnalysis;
using Waybill.Transports;

namespace Waybill.Runtime.Dispatch;

/// <summary>
/// What one consumer holds. Only the transport's thread adds and removes, so no lock is needed; others walk <see cref="Slots"/> and may see a delivery that is
/// just leaving.
/// </summary>
internal sealed class HeldDeliveries
{
    private readonly Dictionary<DeliveryToken, HeldDelivery> _byToken;
    private readonly Stack<int> _free;
    private HeldDelivery?[] _slots;

    public HeldDeliveries(int prefetch)
    {
        _byToken = new Dictionary<DeliveryToken, HeldDelivery>(prefetch);
        _free = new Stack<int>(prefetch);
        _slots = [];
        Grow(prefetch);
    }

    public HeldDelivery?[] Slots => Volatile.Read(ref _slots);

    public HeldDelivery Add(Delivery delivery, long arrived)
    {
        if (_free.Count == 0)
        {
            Grow(_slots.Length * 2);
        }

        var held = new HeldDelivery(delivery, _free.Pop(), arrived);
        _byToken[delivery.Token] = held;
        Volatile.Write(ref _slots[held.Slot], held);
        return held;
    }

    public bool TryFind(DeliveryToken token, [NotNullWhen(true)] out HeldDelivery? held) => _byToken.TryGetValue(token, out held);

    public bool Remove(DeliveryToken token, [NotNullWhen(true)] out HeldDelivery? held)
    {
        if (!_byToken.Remove(token, out held))
        {
            return false;
        }

        Volatile.Write(ref _slots[held.Slot], null);
        _free.Push(held.Slot);
        return true;
    }

    private void Grow(int length)
    {
        var grown = new HeldDelivery?[length];
        _slots.CopyTo(grown, 0);
        for (var slot = length - 1; slot >= _slots.Length; slot--)
        {
            _free.Push(slot);
        }

        Volatile.Write(ref _slots, grown);
    }
}
