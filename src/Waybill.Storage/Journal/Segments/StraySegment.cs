using Waybill.Storage.Devices;
using Waybill.Storage.Format;

namespace Waybill.Storage.Segments;

/// <summary>
/// A segment's file under the name of another one, as somebody leaves it who copies or renames files in the folder. What its name says of the log is not true.
/// </summary>
internal static class StraySegment
{
    /// <summary>Looks whether the header of a segment's file is whole and names another place than the file's name does.</summary>
    /// <param name="device">The folder.</param>
    /// <param name="baseLsn">What the file's name says.</param>
    /// <returns>What to refuse the folder with; null for a file that bears its own name, or whose header does not tell.</returns>
    /// <exception cref="StorageCorruptedException">The medium does not give the header.</exception>
    public static StorageCorruptedException? Find(IStorageDevice device, long baseLsn)
    {
        var name = SegmentHeader.FileName(baseLsn);
        using var file = device.Open(name, writable: false);
        Span<byte> bytes = stackalloc byte[SegmentHeader.Bytes];
        var read = Medium.Read(file, Path.Combine(device.Name, name), 0, bytes);
        return SegmentHeader.TryRead(bytes[..read], out var header, out _, out _) && header.BaseLsn != baseLsn
            ? Refuse(device, name, header.BaseLsn)
            : null;
    }

    /// <summary>What a folder is refused with for such a file.</summary>
    /// <param name="device">The folder.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="trueLsn">What its header says.</param>
    public static StorageCorruptedException Refuse(IStorageDevice device, string name, long trueLsn)
    {
        var trueName = SegmentHeader.FileName(trueLsn);
        var wayOut = device.List().Contains(trueName)
            ? $"{trueName} is there under its own name too: move {name} out of the folder, and start again. Should a segment be missing then, restore the folder from a backup"
            : $"There is no {trueName}: if {name} was renamed, give it that name back; if it is a copy, move it out of the folder. Then start again";
        return new StorageCorruptedException(
            Path.Combine(device.Name, name),
            0,
            $"its name is not its own, by its header it is {trueName} (LSN {trueLsn})",
            wayOut: $"{wayOut}; waybill journal verify names all that is damaged."
        );
    }
}
