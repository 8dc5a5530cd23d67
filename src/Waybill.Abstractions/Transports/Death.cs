namespace Waybill.Transports;

/// <summary>One entry of a dead letter's history: all deaths of one message in one queue for one reason.</summary>
/// <param name="Queue">Where the message died.</param>
/// <param name="Reason">Why.</param>
/// <param name="Count">How often.</param>
/// <param name="First">When first.</param>
/// <param name="Last">When last.</param>
/// <param name="ExceptionType">The last exception's full type name; null when there was none.</param>
/// <param name="Message">The last exception's message, trimmed.</param>
/// <param name="StackTrace">The last exception's stack, trimmed.</param>
public sealed record Death(
    string Queue,
    DeathReason Reason,
    int Count,
    DateTimeOffset First,
    DateTimeOffset Last,
    string? ExceptionType,
    string? Message,
    string? StackTrace
);
