namespace Waybill.Roslyn.Parsing;

/// <summary>What of a handler method's result is published.</summary>
internal enum Published
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>The result is a message.</summary>
    Message,

    /// <summary>The result is a sequence of messages.</summary>
    Sequence,

    /// <summary>The result is an asynchronous sequence of messages.</summary>
    AsyncSequence,
}
