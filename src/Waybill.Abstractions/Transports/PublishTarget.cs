namespace Waybill.Transports;

/// <summary>Where a message goes: an exchange or a queue of one opened transport, resolved once. Meaningless to another transport.</summary>
/// <param name="Index">The transport's own number; not negative.</param>
/// <param name="IsQueue">True for a queue, false for an exchange.</param>
public readonly record struct PublishTarget(int Index, bool IsQueue);
