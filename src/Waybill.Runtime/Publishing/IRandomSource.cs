namespace Waybill.Runtime.Publishing;

/// <summary>The seam for randomness: message ids and jitter. Thread-safe.</summary>
internal interface IRandomSource
{
    /// <summary>Sixty-four random bits.</summary>
    ulong Next();
}
