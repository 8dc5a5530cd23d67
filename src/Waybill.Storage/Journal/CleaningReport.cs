namespace Waybill.Storage;

/// <summary>What became of old segments.</summary>
/// <param name="Retired">How many went, because nothing in them is needed.</param>
/// <param name="Rewritten">How many were written anew with what is needed of them.</param>
/// <param name="Damaged">Those that hold a needed record which cannot be read: they are left as they are, and each is reported once.</param>
/// <param name="LacksRoom">Something found no room to be written anew: it stays as it was, and the next cleaning tries it again.</param>
/// <param name="Failure">
/// The first of what could not be done: a file cannot be written, renamed or deleted. What it is about stays as it was, and the next cleaning tries it again; null when there was
/// nothing of the kind.
/// </param>
internal sealed record CleaningReport(
    int Retired,
    int Rewritten,
    IReadOnlyList<StorageCorruptedException> Damaged,
    bool LacksRoom,
    Exception? Failure = null
);
