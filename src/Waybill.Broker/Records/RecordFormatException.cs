namespace Waybill.Broker.Records;

/// <summary>A record whose checksum holds, but whose content is not what its type says: written by something else.</summary>
internal class RecordFormatException(string message) : Exception(message);
