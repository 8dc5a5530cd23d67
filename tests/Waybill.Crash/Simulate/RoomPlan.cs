namespace Waybill.Crash.Simulate;

/// <summary>How much room others leave on the disk in one life of a broker.</summary>
internal enum RoomPlan
{
    /// <summary>Enough.</summary>
    Plenty,

    /// <summary>None for a while, now and then.</summary>
    Passes,

    /// <summary>None from some time on, to the end and beyond.</summary>
    RunsOut,

    /// <summary>None at first.</summary>
    Comes,

    /// <summary>None at all.</summary>
    None,

    /// <summary>None, and others take what the broker lets go of.</summary>
    Taken,

    /// <summary>None at first, and then a little more from time to time.</summary>
    ComesInSteps,
}
