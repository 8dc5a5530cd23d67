namespace Waybill;

/// <summary>What user code, a constructor, a setter or a converter, throws when it does not take the values that were read.</summary>
internal static class MessageRefusal
{
    /// <summary>Whether it is one. Not so when the process is at its end or the read was canceled.</summary>
    public static bool IsRefusal(this Exception exception) =>
        exception
            is not (MessageFormatException or OutOfMemoryException or InsufficientExecutionStackException or OperationCanceledException);

    public static MessageFormatException Create(string by, Exception exception, int position, uint tag = 0) =>
        new(Describe(by, exception), position, tag, exception);

    // The exception's own text may hold values, which belong into no log: whoever may see them looks at the inner one.
    public static string Describe(string by, Exception exception) => $"{by} did not take its values: {exception.GetType()}";

    /// <summary>The error of a converter that does not take what an absent value reads as.</summary>
    public static MessageFormatException CreateAbsent(string field, Exception exception, int position) =>
        new($"A value is missing, and its converter does not take that: {exception.GetType()}", position, field, exception);
}
