namespace Waybill.Generated;

/// <summary>Protobuf's sint32: small numbers of either sign take few bytes.</summary>
internal static class ZigZag
{
    public static uint Encode(int value) => (uint)((value << 1) ^ (value >> 31));

    public static int Decode(uint value) => (int)(value >> 1) ^ -(int)(value & 1);
}
