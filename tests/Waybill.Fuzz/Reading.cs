namespace Waybill.Fuzz;

/// <summary>What became of one try to read bytes: a message, a refusal, or anything else, which is the reader's mistake.</summary>
internal readonly record struct Reading(object? Message, MessageFormatException? Refusal, Exception? Mistake, long Allocated)
{
    public static Reading Of(ReaderTarget target, ReadOnlySpan<byte> bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var message = target.Decode(bytes);
            return new Reading(message, null, null, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        catch (MessageFormatException refusal)
        {
            return refusal.InnerException is { } cause && IsMistake(cause)
                ? new Reading(null, null, cause, 0)
                : new Reading(null, refusal, null, 0);
        }
#pragma warning disable CA1031 // Whatever else is thrown is what is looked for.
        catch (Exception mistake)
#pragma warning restore CA1031
        {
            return new Reading(null, null, mistake, 0);
        }
    }

    /// <summary>Whether the reader threw it, though it looks like what user code throws: no shape here does.</summary>
    private static bool IsMistake(Exception cause) =>
        cause
            is IndexOutOfRangeException
                or NullReferenceException
                or InvalidCastException
                or ArgumentOutOfRangeException { ParamName: not "value" };
}
