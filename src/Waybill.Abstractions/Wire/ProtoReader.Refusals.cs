namespace Waybill;

public ref partial struct ProtoReader
{
    /// <summary>
    /// Whether user code, a constructor, a setter or a converter, did not take the values that were read. Not so when the process is at its end or the read was canceled.
    /// </summary>
    internal static bool IsRefusal(Exception exception) =>
        exception
            is not (MessageFormatException or OutOfMemoryException or InsufficientExecutionStackException or OperationCanceledException);

    // The exception's own text may hold values, which belong into no log: whoever may see them looks at the inner one.
    internal static MessageFormatException Refused(string by, Exception exception, int position) =>
        new($"{by} did not take its values: {exception.GetType()}", position, "", exception);

    internal MessageFormatException RefusedAbsent(string field, Exception exception)
    {
        _tag = 0;
        return new MessageFormatException(
            $"A value is missing, and its converter does not take that: {exception.GetType()}",
            _position,
            field,
            exception
        );
    }
}
