using Waybill.Storage;

namespace Waybill.Broker.Records;

/// <summary>What reading one record throws when its bytes are damaged or make no sense: that is this record's, and the others go on.</summary>
internal static class RecordDamage
{
    public static bool IsToldBy(Exception exception) => exception is StorageCorruptedException or RecordFormatException;
}
