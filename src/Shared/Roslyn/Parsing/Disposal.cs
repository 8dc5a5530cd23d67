namespace Waybill.Roslyn.Parsing;

/// <summary>How an instance is disposed.</summary>
internal enum Disposal
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By IDisposable.</summary>
    Synchronous,

    /// <summary>By IAsyncDisposable.</summary>
    Asynchronous,
}
