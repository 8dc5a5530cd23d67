using Waybill.Messages.Tests.Support;

namespace Waybill.Fuzz;

/// <summary>
/// What must hold of every reader, whatever the bytes: a message or a <see cref="MessageFormatException"/> that says where; no more memory than bytes
/// that are there can ask for; nothing of what lies around the bytes; and what was read can be written and is read again as the same.
/// </summary>
internal sealed class ReaderCheck
{
    // The bytes of the largest element that two bytes of input make, over those two; and what a message takes anyway.
    private const int BytesPerByte = 256;
    private const int Basis = 16_384;

    private readonly Neighbourhood _quiet = new(0x00);
    private readonly Neighbourhood _loud = new(0xFF);

    /// <summary>How many of the bytes that were tried made a message.</summary>
    public long Accepted { get; private set; }

    /// <summary>How many were refused.</summary>
    public long Refused { get; private set; }

    /// <returns>What is wrong; null when nothing is.</returns>
    public string? Violation(ReaderTarget target, ReadOnlySpan<byte> bytes)
    {
        var reading = Reading.Of(target, _quiet.Place(bytes));
        if (reading.Mistake is { } mistake)
        {
            return $"{mistake.GetType()} instead of a MessageFormatException: {mistake.Message}";
        }

        var elsewhere = target.IsBounded ? reading : Reading.Of(target, _loud.Place(bytes));
        if (reading.Refusal is { } refusal)
        {
            Refused++;
            return refusal.ByteOffset < 0 || refusal.ByteOffset > bytes.Length ? $"the offset {refusal.ByteOffset} of {bytes.Length}"
                : !target.IsPath(refusal.FieldPath) ? $"the path '{refusal.FieldPath}'"
                : elsewhere.Refusal?.Message != refusal.Message
                    ? $"'{refusal.Message}' among zeros, among ones '{Describe(elsewhere)}': the reader looks past its bytes"
                : null;
        }

        Accepted++;
        return reading.Allocated > Basis + BytesPerByte * (long)bytes.Length ? $"{reading.Allocated} bytes allocated for {bytes.Length}"
            : target.Objection(bytes) is { } objection ? objection
            : elsewhere.Message is null ? $"a message among zeros, among ones '{Describe(elsewhere)}': the reader looks past its bytes"
            : Difference(target, reading.Message!, elsewhere.Message) is { } difference
                ? $"what was read is not what was written of it, or among ones another message: {difference}"
            : null;
    }

    /// <summary>Compares by bytes, and member by member only where these differ: sets and maps have no order of their own.</summary>
    private static string? Difference(ReaderTarget target, object message, object other)
    {
        try
        {
            var bytes = target.Encode(message);
            return target.Encode(target.Decode(bytes)).AsSpan().SequenceEqual(bytes) && target.Encode(other).AsSpan().SequenceEqual(bytes)
                ? null
                : Deep.Difference(message, target.Decode(bytes)) ?? Deep.Difference(message, other);
        }
        catch (Exception exception) when (target.IsUnspeakable(exception))
        {
            return null;
        }
#pragma warning disable CA1031 // Whatever else is thrown is a finding.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"what was read cannot be written and read again: {exception.GetType()}, {exception.Message}";
        }
    }

    private static string Describe(Reading reading) => (reading.Refusal ?? reading.Mistake)?.Message ?? "a message";
}
