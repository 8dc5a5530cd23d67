namespace Waybill.Storage;

/// <summary>A client of the journal says of what it was given: a newer build wrote it. The journal knows where it stands and makes a <see cref="StorageVersionException"/> of it.</summary>
internal sealed class NewerContentException(long lsn, string what) : Exception(what)
{
    /// <summary>The record's position, or the checkpoint's.</summary>
    public long Lsn => lsn;
}
