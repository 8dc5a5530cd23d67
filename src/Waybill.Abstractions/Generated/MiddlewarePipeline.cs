using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>The composed middleware of one delivery. Written by the generator.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MiddlewarePipeline
{
    /// <summary>Runs the given step and those after it; the step after the last middleware is the handler.</summary>
    public abstract ValueTask InvokeAsync(int step);
}
