namespace Waybill.Manifests;

/// <summary>A message type that a handler handles, with the policies that hold for it: the method's, else the class's, else the defaults.</summary>
/// <param name="Message">The message type's name on the wire.</param>
/// <param name="Retry">How often and when a failed attempt is tried again.</param>
/// <param name="Inbox">How a second call for one key is avoided; null when the handler is not idempotent.</param>
/// <param name="Discard">Why messages that failed for good may be dropped; null when they are dead-lettered.</param>
/// <param name="NaturallyIdempotent">Why a second call changes nothing; null when nobody said so.</param>
internal sealed record HandledEntry(string Message, RetryEntry Retry, InboxEntry? Inbox, string? Discard, string? NaturallyIdempotent);
