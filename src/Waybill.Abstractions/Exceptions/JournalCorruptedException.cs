namespace Waybill;

/// <summary>The journal holds bytes that it confirmed once and cannot read now. Nothing was changed on disk.</summary>
public sealed class JournalCorruptedException : WaybillException
{
    /// <summary>Where the damage is, and what can still be read.</summary>
    public JournalCorruptedException(string message, string file, long offset, Exception? innerException = null)
        : base(message, innerException)
    {
        File = file;
        Offset = offset;
    }

    /// <summary>The damaged file's path.</summary>
    public string File { get; }

    /// <summary>Where the damage begins, in bytes from the file's beginning.</summary>
    public long Offset { get; }
}
