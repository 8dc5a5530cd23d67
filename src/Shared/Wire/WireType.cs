namespace Waybill.Wire;

/// <summary>Protobuf's wire types. https://protobuf.dev/programming-guides/encoding/#structure</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    LengthDelimited = 2,
    Fixed32 = 5,
}
