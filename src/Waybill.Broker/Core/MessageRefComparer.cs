using System.Runtime.CompilerServices;

namespace Waybill.Broker.Core;

/// <summary>
/// What the default comparer does. That one is made by reflection and belongs to no image: its methods would be compiled while the broker opens.
/// </summary>
internal sealed class MessageRefComparer : IEqualityComparer<MessageRef>
{
    public static MessageRefComparer Instance { get; } = new();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Equals(MessageRef x, MessageRef y) => x.Lsn == y.Lsn && x.Index == y.Index;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int GetHashCode(MessageRef obj) => obj.Lsn.GetHashCode() * 31 + obj.Index;
}
