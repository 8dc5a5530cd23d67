namespace Waybill.Transports;

/// <summary>What a settlement does with its message.</summary>
public enum OutcomeKind
{
    /// <summary>The message is done.</summary>
    Complete,

    /// <summary>The message is done without a call: its inbox key had been claimed.</summary>
    CompleteDuplicate,

    /// <summary>The attempt failed; the message comes again after the delay.</summary>
    Retry,

    /// <summary>The message goes to the dead-letter queue, with the reason.</summary>
    DeadLetter,

    /// <summary>The message failed for good and its handler discards such messages.</summary>
    Discard,

    /// <summary>The message was not tried and comes again; counts as nothing.</summary>
    Release,
}
