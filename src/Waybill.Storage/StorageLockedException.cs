using System.Globalization;

namespace Waybill.Storage;

/// <summary>The folder is in use by another process (or by another journal of this one).</summary>
internal sealed class StorageLockedException : StorageException
{
    internal StorageLockedException(string folder, int ownerProcessId, TimeSpan waited)
        : base(Describe(folder, ownerProcessId, waited))
    {
        Folder = folder;
        OwnerProcessId = ownerProcessId;
    }

    /// <summary>The folder that was asked for.</summary>
    public string Folder { get; }

    /// <summary>The owner's process id; 0 when it is not known: the owner only reads, or its disk is full.</summary>
    public int OwnerProcessId { get; }

    /// <summary>What errors and logs call an owner.</summary>
    internal static string Name(int ownerProcessId) =>
        ownerProcessId == 0 ? "another process" : string.Create(CultureInfo.InvariantCulture, $"process {ownerProcessId}");

    private static string Describe(string folder, int ownerProcessId, TimeSpan waited)
    {
        var wait = waited == TimeSpan.Zero ? "" : string.Create(CultureInfo.InvariantCulture, $" (waited {waited.TotalSeconds:0.###} s)");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"'{folder}' is in use by {Name(ownerProcessId)}{wait}. One process at a time may open it: stop that process or choose another folder."
        );
    }
}
