namespace Waybill.Storage;

/// <summary>Where an append stands. It is not durable until its batch is handed to <see cref="IJournalClient.OnCommitted"/>.</summary>
/// <param name="Lsn">The record's logical position; a multiple of <see cref="JournalFormat.RecordAlignment"/>.</param>
/// <param name="BatchLsn">
/// The position of the batch the record is part of. (Lsn − BatchLsn) / <see cref="JournalFormat.RecordAlignment"/> lies between 2 and 65,535 and
/// is unique within the batch, so that it can be the token of a shared value-task source.
/// </param>
/// <param name="BatchState">The object that <see cref="IJournalClient.CreateBatchState"/> made for the batch.</param>
internal readonly record struct Appended(long Lsn, long BatchLsn, object BatchState);
