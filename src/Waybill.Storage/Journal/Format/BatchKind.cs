namespace Waybill.Storage.Format;

/// <summary>What a batch is for.</summary>
internal enum BatchKind : byte
{
    /// <summary>It carries records.</summary>
    Records,

    /// <summary>The log goes on in the next segment.</summary>
    Seal,

    /// <summary>The journal was closed here; the frontier covers everything before.</summary>
    Close,
}
