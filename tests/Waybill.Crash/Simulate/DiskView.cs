namespace Waybill.Crash.Simulate;

/// <summary>What a user may know of the disk, to say what must be and what need not.</summary>
/// <param name="room">The room on it.</param>
/// <param name="log">How far the journal has come.</param>
/// <param name="turns">Whose turn it is.</param>
/// <param name="geometry">The journal's sizes.</param>
internal sealed class DiskView(Room room, Log log, Turns turns, Geometry geometry)
{
    // More than a batch takes around its records, and an outcome beside what it publishes.
    private const int BatchBytes = 1024;
    private const int OutcomeBytes = 256;

    private long _next = -1;

    /// <summary>Whether the broker may still think that there is no room.</summary>
    public bool MaySeemFull => room.IsShort || room.WasMissed;

    /// <summary>Whether there is no room now.</summary>
    public bool IsShort => room.IsShort;

    /// <summary>Whether a publish is answered or refused at once, and does not wait for the next segment.</summary>
    /// <param name="bytes">How much is on its way before it.</param>
    public bool TakesPublish(int bytes) =>
        bytes <= geometry.MostUnconfirmedBytes
        && (
            turns.AreWaiting
            || KnowsNext()
            || log.Left >= geometry.LeftForOutcomes + geometry.ReserveBytes + geometry.MostTogetherBytes + (2L * bytes)
        );

    /// <summary>Whether there is hardly anything left of the last segment, and no next one: less than a batch takes that may go to a next one.</summary>
    public bool IsTight => !log.HasNext && log.Left < geometry.LeastBatchBytes;

    /// <summary>Whether outcomes find a place.</summary>
    /// <param name="count">How many wait.</param>
    /// <param name="bytes">How much they publish.</param>
    public bool TakesOutcomes(int count, int bytes) =>
        !room.IsShort || log.HasNext || log.LeftForOutcomes >= BatchBytes + (count * OutcomeBytes) + bytes;

    // Its file has the name before the journal knows: within an operation it may be just this one.
    private bool KnowsNext()
    {
        if (!turns.IsNested && log.HasNext)
        {
            _next = log.NextBase;
        }

        return _next == log.NextBase;
    }
}
