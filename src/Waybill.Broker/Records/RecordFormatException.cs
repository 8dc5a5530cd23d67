namespace Waybill.Broker.Records;

/// <summary>A record whose checksum holds, but whose content is not what its type says: written by a newer version, or by something else.</summary>
internal sealed class RecordFormatException(string message) : Exception(message);
