using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes the composed middleware of one message type: one object a delivery, and no closure.</summary>
internal static class PipelineEmitter
{
    public static void Emit(SourceWriter writer, string handler, string messageType, EquatableArray<MiddlewareModel> middlewares)
    {
        writer.Open(
            $"private sealed class Pipeline({handler} handler, {messageType} message, MessageContext context) : MiddlewarePipeline"
        );
        writer.Line("public override global::System.Threading.Tasks.ValueTask InvokeAsync(int step) =>");
        writer.Line("\tstep switch");
        writer.Line("\t{");
        for (var step = 0; step < middlewares.Count; step++)
        {
            writer.Line($"\t\t{step} => {Step(middlewares[step], step)},");
        }

        writer.Line("\t\t_ => handler.HandleAsync(message, context),");
        writer.Line("\t};");
        for (var step = 0; step < middlewares.Count; step++)
        {
            EmitDisposingStep(writer, middlewares[step], step);
        }

        writer.Close();
    }

    /// <summary>A middleware that is disposed after its call needs a state machine of its own.</summary>
    private static void EmitDisposingStep(SourceWriter writer, MiddlewareModel middleware, int step)
    {
        if (middleware.Problem is not null || middleware.Class.Disposal == Disposal.None)
        {
            return;
        }

        var call = $"await middleware.InvokeAsync(context, new Next(this, {step + 1})).ConfigureAwait(false);";
        writer.Line();
        writer.Open($"private async global::System.Threading.Tasks.ValueTask InvokeStep{step}Async()");
        if (middleware.Class.Disposal == Disposal.Synchronous)
        {
            writer.Line($"using var middleware = {Injection.New(middleware.Class)};");
            writer.Line(call);
        }
        else
        {
            writer.Line($"var middleware = {Injection.New(middleware.Class)};");
            writer.Open("await using (middleware.ConfigureAwait(false))");
            writer.Line(call);
            writer.Close();
        }

        writer.Close();
    }

    private static string Step(MiddlewareModel middleware, int step)
    {
        if (middleware.Problem is { } problem)
        {
            // Leaving it out would run the handler without what it was meant to be wrapped in.
            return $"throw new global::System.InvalidOperationException({SymbolNames.Literal(problem)})";
        }

        if (middleware.Class.Disposal != Disposal.None)
        {
            return $"InvokeStep{step}Async()";
        }

        var call = $"{Injection.New(middleware.Class)}.InvokeAsync(context, new Next(this, {step + 1}))";
        return middleware.Awaitable == Awaitable.Task ? $"new global::System.Threading.Tasks.ValueTask({call})" : call;
    }
}
