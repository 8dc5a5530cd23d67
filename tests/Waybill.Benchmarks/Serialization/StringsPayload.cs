using MemoryPack;

namespace Waybill.Benchmarks.Serialization;

/// <summary>Ten texts of 5 to 60 characters; every second one is not ASCII.</summary>
[Message]
[MemoryPackable]
public sealed partial record StringsPayload(
    string First,
    string Second,
    string Third,
    string Fourth,
    string Fifth,
    string Sixth,
    string Seventh,
    string Eighth,
    string Ninth,
    string Tenth
)
{
    /// <summary>The one that is measured.</summary>
    public static StringsPayload Example { get; } =
        new(
            "pallet",
            "Grüße",
            "Leave it with the neighbour",
            "Straße des 17. Juni, Tür 4, zweites Obergeschoß",
            "warehouse-7/rack-12/shelf-3",
            "Доставка до двери",
            "The parcel was handed over at the counter, signed, on time.",
            "配送は明日の午前中にお願いします",
            "returned to sender",
            "Ο πελάτης δεν ήταν στο σπίτι 📦"
        );
}
