namespace Waybill.Storage.Inspection;

/// <summary>Bytes that do not read back as they were written.</summary>
/// <param name="File">The file's name, without a path.</param>
/// <param name="Offset">Where in the file it begins.</param>
/// <param name="Lsn">The position there.</param>
/// <param name="ReadableAgainFrom">The next position that can be read in this file; null when that is not known.</param>
/// <param name="Reason">What is wrong, as part of a sentence.</param>
internal sealed record LogDamage(string File, long Offset, long Lsn, long? ReadableAgainFrom, string Reason);
