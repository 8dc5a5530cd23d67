namespace Waybill.Storage.Devices;

/// <summary>A file mapped into memory, as long as it was when it was mapped. Disposing it takes the memory away from under whoever still uses it.</summary>
internal interface IStorageMapping : IDisposable
{
    /// <summary>The file's bytes. What is stored here is the file's at once, whatever becomes of the process; of a power cut it survives any part or nothing.</summary>
    Span<byte> Bytes { get; }
}
