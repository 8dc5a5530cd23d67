namespace Waybill.Storage.Devices;

/// <summary>
/// An open file. Reads may run beside a write and beside each other; writes and syncs come from one thread at a time.
/// </summary>
internal interface IStorageFile : IDisposable
{
    /// <summary>The length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads until the destination is full or the file ends.</summary>
    /// <param name="offset">The first byte's offset in the file.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <returns>How many bytes were read; fewer than asked for only at the end of the file.</returns>
    int Read(long offset, Span<byte> destination);

    /// <summary>Writes all of the bytes; they survive the process when this returns, and a power cut after <see cref="Sync"/>.</summary>
    /// <param name="offset">The first byte's offset in the file; writing past the end extends it.</param>
    /// <param name="source">The bytes.</param>
    void Write(long offset, ReadOnlySpan<byte> source);

    /// <summary>Makes every byte written so far durable. A failure is final: the caller must not try again.</summary>
    void Sync();
}
