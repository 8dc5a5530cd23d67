namespace Waybill.Storage;

/// <summary>The root of what the storage layer reports about a folder or a device. Wrong arguments are the BCL's own exceptions.</summary>
internal abstract class StorageException : Exception
{
    private protected StorageException(string message, Exception? inner = null)
        : base(message, inner) { }
}
