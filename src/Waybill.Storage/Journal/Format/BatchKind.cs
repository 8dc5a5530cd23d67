namespace Waybill.Storage.Format;

/// <summary>What a batch is for.</summary>
internal enum BatchKind : byte
{
    /// <summary>It carries records.</summary>
    Records,

    /// <summary>The log goes on in the next segment.</summary>
    Seal,

    /// <summary>The journal was closed here, and went on later; the frontier covers everything before.</summary>
    Close,

    /// <summary>The journal was closed here, and nothing was ever written behind it. Becomes <see cref="Close"/> before anything is.</summary>
    End,
}
