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
        writer.Line("public override ValueTask InvokeAsync(int step) =>");
        writer.Line("    step switch");
        writer.Line("    {");
        for (var step = 0; step < middlewares.Count; step++)
        {
            writer.Line($"        {step} => {Step(middlewares[step], step)},");
        }

        writer.Line("        _ => handler.HandleAsync(message, context),");
        writer.Line("    };");
        writer.Close();
    }

    private static string Step(MiddlewareModel middleware, int step)
    {
        if (!middleware.Class.IsConstructible || middleware.Awaitable is not { } awaitable)
        {
            // Leaving it out would run the handler without what it was meant to be wrapped in.
            var problem =
                $"{middleware.Class.Name} cannot be a middleware: it needs a constructor and a public method InvokeAsync(MessageContext, Next) "
                + "that returns Task or ValueTask.";
            return $"throw new InvalidOperationException({SymbolNames.Literal(problem)})";
        }

        var call = $"{Injection.New(middleware.Class)}.InvokeAsync(context, new Next(this, {step + 1}))";
        return awaitable == Awaitable.Task ? $"new ValueTask({call})" : call;
    }
}
