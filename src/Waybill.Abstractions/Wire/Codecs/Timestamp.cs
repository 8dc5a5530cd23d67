namespace Waybill.Generated;

/// <summary>Points in time as Timestamp's fields: seconds since 1970 and nanoseconds, which count forward from the second even before 1970.</summary>
internal static class Timestamp
{
    public const uint OffsetTag = (3 << 3) | WireTags.Varint;
    public const uint KindTag = (4 << 3) | WireTags.Varint;

    // DateTime's, in seconds since 1970 and in ticks since the year 1.
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;
    private const long MaxTicks = (LastSecond - FirstSecond + 1) * TimeSpan.TicksPerSecond - 1;

    /// <summary>Writes a time.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="ticks">Ticks of 100 ns since the year 1.</param>
    /// <param name="extraTag">The tag of the field that Timestamp does not have.</param>
    /// <param name="extra">That field's value.</param>
    public static void WriteMessage(ref ProtoWriter writer, long ticks, uint extraTag, uint extra)
    {
        // Whole seconds of the year 1 are whole seconds of 1970: so the division below never rounds a negative number.
        var (seconds, rest) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        SecondsAndNanos.WriteMessage(ref writer, seconds - DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond, rest, extraTag, extra);
    }

    /// <summary>Reads a time.</summary>
    /// <returns>Ticks of 100 ns since the year 1, in DateTime's range.</returns>
    public static long ReadMessage(ref ProtoReader reader, uint extraTag, out uint extra)
    {
        var start = reader.Position;
        var (seconds, rest) = SecondsAndNanos.ReadMessage(ref reader, extraTag, out extra);

        // Whole seconds first: no sum of these passes 64 bits.
        var ticks = seconds is >= FirstSecond - 1 and <= LastSecond
            ? DateTime.UnixEpoch.Ticks + seconds * TimeSpan.TicksPerSecond + rest
            : -1;
        return ticks is >= 0 and <= MaxTicks ? ticks : throw OutOfRange(start, reader.Tag);
    }

    private static MessageFormatException OutOfRange(int position, uint tag) =>
        ProtoReader.Failure("The time is not in the years 1 to 9999", position, tag);
}
