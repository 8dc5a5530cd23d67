namespace Waybill.Broker.Core.Recovery;

/// <summary>Where an entry goes that is not simply new: back at once, aside until due, or parked.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Due">When it is due, in milliseconds since 1970; 0 for at once.</param>
/// <param name="Parked">Whether it is not handed out any more.</param>
internal readonly record struct Placement(QueueEntry Entry, long Due, bool Parked);
