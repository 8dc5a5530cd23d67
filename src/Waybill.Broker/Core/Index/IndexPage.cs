namespace Waybill.Broker.Core.Index;

/// <summary>A part of an index that lies in the file of <see cref="IndexPages"/>. Any thread may read it, as long as it has its place.</summary>
internal sealed class IndexPage(IndexPages pages, int number, int length, uint checksum)
{
    public int Number => number;

    /// <summary>How many bytes it holds.</summary>
    public int Length => length;

    public uint Checksum => checksum;

    /// <summary>What it holds, in a buffer of a page's size.</summary>
    /// <exception cref="JournalFaultedException">The file cannot be read, or holds something else.</exception>
    public byte[] Read() => pages.Read(this);
}
