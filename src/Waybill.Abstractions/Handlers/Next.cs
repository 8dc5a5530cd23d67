using Waybill.Generated;

namespace Waybill;

/// <summary>The rest of a delivery's pipeline: the next middleware, at last the handler.</summary>
public readonly struct Next
{
    private readonly MiddlewarePipeline _pipeline;
    private readonly int _step;

    /// <summary>For generated code.</summary>
    public Next(MiddlewarePipeline pipeline, int step)
    {
        _pipeline = pipeline;
        _step = step;
    }

    /// <summary>Runs the rest of the pipeline.</summary>
    public ValueTask InvokeAsync() => _pipeline.InvokeAsync(_step);
}
