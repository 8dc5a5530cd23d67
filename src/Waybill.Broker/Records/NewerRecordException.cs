namespace Waybill.Broker.Records;

/// <summary>What a newer Waybill wrote: it is whole, and nobody may take it for damage.</summary>
/// <param name="what">What tells so, as part of a sentence.</param>
internal sealed class NewerRecordException(string what) : RecordFormatException($"A newer version of Waybill wrote this: {what}.")
{
    public string What => what;
}
