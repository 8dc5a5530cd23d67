namespace Waybill.Roslyn.Parsing;

/// <summary>What a method's result is wrapped in.</summary>
internal enum Awaitable
{
    /// <summary>Nothing: the method is synchronous.</summary>
    None,

    /// <summary>A Task.</summary>
    Task,

    /// <summary>A ValueTask.</summary>
    ValueTask,
}
