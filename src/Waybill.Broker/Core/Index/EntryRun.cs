namespace Waybill.Broker.Core.Index;

/// <summary>Entries in a row, as <see cref="EntryCodec"/> writes them; nothing changes them any more, so any thread may read them.</summary>
/// <param name="Bytes">The entries.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Before">What the entry before the first one left.</param>
internal readonly record struct EntryRun(ReadOnlyMemory<byte> Bytes, int Count, MessageRef Before)
{
    public EntryReader GetEnumerator() => new(this);
}
