using Waybill.Storage.Format;

namespace Waybill.Storage.Recovery;

/// <summary>Finds what is whole in a damaged block of a sparse segment: where a record's length leads nowhere, the chain still leads to the next one.</summary>
internal static class BlockSearch
{
    /// <param name="block">The block, which begins with a record.</param>
    /// <param name="lsn">The position of the record that is looked for.</param>
    /// <param name="at">Where in the block it stands.</param>
    /// <returns>False: it is not there, or not whole.</returns>
    public static bool TryFind(ReadOnlySpan<byte> block, long lsn, out int at)
    {
        // Behind a damaged record: what the next one can name as the CRC before its own. No payload can pretend that.
        uint[]? named = null;
        for (at = 0; at + JournalFormat.RecordHeaderBytes <= block.Length; )
        {
            var rest = block[at..];
            if (
                RecordHeader.TryRead(rest, RecordHeader.LsnOf(rest), out var header)
                && (named is null || named.Contains(header.PreviousCrc))
                && JournalFormat.RecordBytes(header.PayloadBytes) <= rest.Length
                && header.Matches(rest)
            )
            {
                if (header.Lsn == lsn)
                {
                    return true;
                }
                named = null;
                at += JournalFormat.RecordBytes(header.PayloadBytes);
            }
            else
            {
                named ??= RecordHeader.CrcsOf(rest);
                at += JournalFormat.RecordAlignment;
            }
        }
        return false;
    }
}
