namespace Waybill.Storage.Format;

/// <summary>What stands in a segment's file. The numbers are on disk.</summary>
internal enum SegmentKind : byte
{
    /// <summary>The log, and zeros behind it.</summary>
    Fresh,

    /// <summary>The log, and behind it what stood in the file when it was another segment's.</summary>
    Recycled,

    /// <summary>Some of the log's records, each under the position that it had; nothing is appended to it.</summary>
    Sparse,
}
