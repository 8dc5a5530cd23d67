namespace Waybill;

/// <summary>Wire types and the few tags that are the same for every message.</summary>
internal static class WireTags
{
    public const uint Varint = 0;
    public const uint Fixed64 = 1;
    public const uint LengthDelimited = 2;
    public const uint StartGroup = 3;
    public const uint EndGroup = 4;
    public const uint Fixed32 = 5;

    public static uint MapKey(uint wireType) => (1 << 3) | wireType;

    public static uint MapValue(uint wireType) => (2 << 3) | wireType;
}
