namespace Waybill.Storage;

/// <summary>
/// What a client throws out of <see cref="IJournalClient.OnCheckpoint"/> and <see cref="IJournalClient.OnRecovered"/> when it can make no sense of what it got: its bytes
/// are whole, so that the journal knows of no damage. Opening adds where it stands.
/// </summary>
internal abstract class ContentException(string message, long lsn, Exception inner) : Exception(message, inner)
{
    /// <summary>The position of the record, or of the checkpoint.</summary>
    public long Lsn { get; } = lsn;

    /// <summary>The file's path.</summary>
    public string File { get; private set; } = "";

    /// <summary>Where in the file it stands, in bytes.</summary>
    public long Offset { get; private set; }

    internal void StandsIn(string file, long offset) => (File, Offset) = (file, offset);
}
