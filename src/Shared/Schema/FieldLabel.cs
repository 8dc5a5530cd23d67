namespace Waybill.Schemas;

/// <summary>How often a field may stand, and whether absent and default are two things.</summary>
internal enum FieldLabel
{
    /// <summary>Once; absent is the default.</summary>
    Singular,

    /// <summary>Once; absent is something else than the default.</summary>
    Optional,

    /// <summary>Any number of times.</summary>
    Repeated,

    /// <summary>Entries of a key and a value.</summary>
    Map,
}
