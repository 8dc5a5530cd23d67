namespace Waybill.Broker.Core;

/// <summary>A message's place: the record that holds it, and which of the record's messages it is.</summary>
/// <param name="Lsn">The record's position; negative for a message that is in memory only.</param>
/// <param name="Index">The message's place in the record, from 0.</param>
internal readonly record struct MessageRef(long Lsn, int Index) : IComparable<MessageRef>
{
    public bool IsInMemory => Lsn < 0;

    /// <summary>By where they lie.</summary>
    public int CompareTo(MessageRef other) => Lsn == other.Lsn ? Index.CompareTo(other.Index) : Lsn.CompareTo(other.Lsn);
}
