namespace Waybill.Transports;

/// <summary>Names one lease of one message: an outcome counts only for the current one.</summary>
/// <param name="Position">The position of the record that put the message into its queue: its publish, or for a dead letter its death.</param>
/// <param name="Index">The message's place in that record.</param>
/// <param name="Epoch">Which lease of the message this is; never repeated while the transport is open.</param>
public readonly record struct DeliveryToken(long Position, int Index, long Epoch);
