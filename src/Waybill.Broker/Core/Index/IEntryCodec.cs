namespace Waybill.Broker.Core.Index;

/// <summary>How what a queue keeps is written in a row.</summary>
internal interface IEntryCodec<T>
{
    /// <summary>The longest one.</summary>
    static abstract int MaxBytes { get; }

    /// <summary>Whether one is about a message in memory only.</summary>
    static abstract bool IsVolatile(in T entry);

    /// <summary>Writes one into a span that holds at least <see cref="MaxBytes"/>, and returns how many bytes it took.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="entry">What.</param>
    /// <param name="before">What the last one before it left, and this one leaves; default at the beginning of a run.</param>
    static abstract int Write(Span<byte> destination, in T entry, ref MessageRef before);

    /// <summary>Reads the one at a place, and goes behind it.</summary>
    /// <exception cref="Records.RecordFormatException">None stands there.</exception>
    static abstract T Read(ReadOnlySpan<byte> source, ref int at, ref MessageRef before);
}
