namespace Waybill.Broker.Core.Index;

/// <summary>A part of an index whose turn is far.</summary>
internal interface IYielding
{
    /// <summary>Gives its memory back; false when there is no room in the file.</summary>
    /// <exception cref="JournalFaultedException">The disk has failed.</exception>
    bool TryPageOut();
}
