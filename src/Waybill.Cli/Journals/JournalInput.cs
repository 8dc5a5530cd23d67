using Waybill.Storage;
using Waybill.Storage.Devices;
using Waybill.Storage.Format;
using Waybill.Storage.Inspection;

namespace Waybill.Cli.Journals;

/// <summary>Opens the folder of a broker, in whatever state it is, without changing anything in it.</summary>
internal static class JournalInput
{
    /// <exception cref="InputException">There is no such folder, it holds no journal, or a broker uses it.</exception>
    public static async Task<JournalFolder> OpenAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            throw new InputException(
                File.Exists(path)
                    ? $"'{path}' is a file. Name the folder that the broker was given."
                    : $"There is no folder '{path}'. Name the folder that the broker was given."
            );
        }

        try
        {
            var folder = await JournalFolder.OpenAsync(new DirectoryDevice(path), cancellationToken);
            if (folder.Segments.Count + folder.Checkpoints.Count > 0)
            {
                return folder;
            }

            folder.Dispose();
        }
        catch (StorageLockedException locked)
        {
            throw new InputException(
                $"'{path}' is in use by {StorageLockedException.Name(locked.OwnerProcessId)}: a broker that runs changes the files while they are read. Stop it, or work on a copy of the folder."
            );
        }

        throw new InputException(
            $"'{path}' holds no journal: there is no {SegmentHeader.Extension} file in it. Name the folder that the broker was given."
        );
    }
}
