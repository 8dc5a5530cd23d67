using Waybill.Storage.Devices;

namespace Waybill.Storage.Segments;

/// <summary>Reads what the log is made of: what the medium does not give is damage in a place, and never the end of anything.</summary>
internal static class Medium
{
    private const int BlockBytes = 4096;

    /// <summary>Reads until the destination is full or the file ends.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path.</param>
    /// <param name="offset">The first byte's offset in the file.</param>
    /// <param name="destination">Where the bytes go.</param>
    /// <param name="readableUntil">Below this LSN every record that was looked at can be read; 0 when none was looked at.</param>
    /// <exception cref="StorageCorruptedException">Some of it cannot be read.</exception>
    public static int Read(IStorageFile file, string path, long offset, Span<byte> destination, long readableUntil = 0)
    {
        try
        {
            return file.Read(offset, destination);
        }
        catch (IOException failure)
        {
            throw Unreadable(path, FirstUnreadable(file, offset, destination), failure, readableUntil);
        }
    }

    public static StorageCorruptedException Unreadable(string path, long offset, IOException failure, long readableUntil = 0) =>
        new(path, offset, $"its medium cannot be read: {failure.Message}", readableUntil);

    private static long FirstUnreadable(IStorageFile file, long offset, Span<byte> destination)
    {
        var at = 0;
        try
        {
            while (at < destination.Length)
            {
                var length = (int)Math.Min(BlockBytes - ((offset + at) % BlockBytes), destination.Length - at);
                file.Read(offset + at, destination.Slice(at, length));
                at += length;
            }
        }
        catch (IOException)
        {
            return offset + at;
        }
        // A moment ago it could not be read.
        return offset;
    }
}
