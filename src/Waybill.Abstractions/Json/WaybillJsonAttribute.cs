namespace Waybill;

/// <summary>
/// Generates JSON for every message of the assembly, beside Protobuf: what System.Text.Json writes and reads with its web defaults. Without it the assembly's messages have
/// JSON only where one of its own queues accepts it or one of its own exchanges is written in it.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class WaybillJsonAttribute : Attribute
{
    /// <summary>How members are named where a message is written. Reading takes the names of every naming.</summary>
    public JsonNaming Naming { get; set; }
}
