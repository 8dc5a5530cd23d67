namespace Waybill.Storage;

/// <summary>A record that was read and checked.</summary>
/// <param name="Lsn">Its logical position.</param>
/// <param name="Type">What the client called it; the journal gives it no meaning.</param>
/// <param name="Payload">Its bytes; how long they stay valid says who hands the record out.</param>
internal readonly record struct JournalRecord(long Lsn, byte Type, ReadOnlyMemory<byte> Payload);
