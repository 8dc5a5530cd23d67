using Waybill.Messages.Tests.Support;

namespace Waybill.Fuzz;

/// <summary>What became of one try to read bytes: a message, a refusal, or anything else, which is the reader's mistake.</summary>
internal readonly record struct Reading(object? Message, MessageFormatException? Refusal, Exception? Mistake, long Allocated)
{
    public static Reading Of(IMessageShape shape, ReadOnlySpan<byte> bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var message = shape.Decode(bytes);
            return new Reading(message, null, null, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        catch (MessageFormatException refusal)
        {
            return new Reading(null, refusal, null, 0);
        }
#pragma warning disable CA1031 // Whatever else is thrown is what is looked for.
        catch (Exception mistake)
#pragma warning restore CA1031
        {
            return new Reading(null, null, mistake, 0);
        }
    }
}
