using Waybill.Manifests;
using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;

namespace Waybill.Generators;

/// <summary>Writes the method that makes the handler, calls it and publishes what it returns: without a state machine where nothing follows the call.</summary>
internal static class CallEmitter
{
    public static void Emit(SourceWriter writer, string signature, HandlerModel handler, HandlerMethodModel method)
    {
        var needsInstance = !method.IsStatic;
        var isShared = needsInstance && handler.Entry.Lifetime == HandlerLifetime.Singleton;
        var disposal = needsInstance && !isShared ? handler.Class.Disposal : Disposal.None;
        var arguments = new[] { "message" }.Concat(
            method.Arguments.Select(argument => Injection.Arguments([argument], handler.Class.Name))
        );
        var call = $"{(needsInstance ? "handler" : handler.Class.Type)}.{method.Name}({string.Join(", ", arguments)})";

        var isAsync =
            isShared
            || disposal == Disposal.Asynchronous
            || method.Return.Publishes == Published.AsyncSequence
            || (method.Return.Awaitable != Awaitable.None && (disposal != Disposal.None || method.Return.Publishes != Published.Nothing));
        writer.Open(
            isAsync
                ? signature.Replace("global::System.Threading.Tasks.ValueTask ", "async global::System.Threading.Tasks.ValueTask ")
                : signature
        );
        if (isShared)
        {
            writer.Line("var handler = await instance.GetAsync(context.ApplicationServices).ConfigureAwait(false);");
        }
        else if (needsInstance)
        {
            writer.Line($"{(disposal == Disposal.Synchronous ? "using " : "")}var handler = {Injection.New(handler.Class)};");
        }

        if (disposal == Disposal.Asynchronous)
        {
            writer.Open("await using (handler.ConfigureAwait(false))");
            EmitCall(writer, call, method.Return, isAsync);
            writer.Close();
        }
        else
        {
            EmitCall(writer, call, method.Return, isAsync);
        }

        writer.Close();
    }

    private static void EmitCall(SourceWriter writer, string call, ReturnModel returned, bool isAsync)
    {
        if (returned.Publishes != Published.Nothing)
        {
            writer.Line($"var result = {(returned.Awaitable == Awaitable.None ? call : $"await {call}.ConfigureAwait(false)")};");
            EmitPublish(writer, returned);
        }
        else if (isAsync)
        {
            writer.Line(returned.Awaitable == Awaitable.None ? $"{call};" : $"await {call}.ConfigureAwait(false);");
        }
        else if (returned.Awaitable != Awaitable.None)
        {
            writer.Line(
                returned.Awaitable == Awaitable.Task ? $"return new global::System.Threading.Tasks.ValueTask({call});" : $"return {call};"
            );
            return;
        }
        else
        {
            writer.Line($"{call};");
        }

        if (!isAsync)
        {
            writer.Line("return default;");
        }
    }

    private static void EmitPublish(SourceWriter writer, ReturnModel returned)
    {
        if (returned.Publishes == Published.Message && !returned.IsNullable)
        {
            writer.Line("context.Publish(result);");
            return;
        }

        if (returned.IsNullable)
        {
            writer.Open("if (result is { } published)");
        }

        var result = returned.IsNullable ? "published" : "result";
        var sequence = returned.SequenceType is { } type ? $"(({type}){result})" : result;
        switch (returned.Publishes)
        {
            case Published.Message:
                writer.Line($"context.Publish({result});");
                break;
            case Published.Sequence:
                EmitLoop(writer, $"foreach (var item in {sequence})", returned);
                break;
            default:
                EmitLoop(
                    writer,
                    $"await foreach (var item in {sequence}.WithCancellation(context.CancellationToken).ConfigureAwait(false))",
                    returned
                );
                break;
        }

        if (returned.IsNullable)
        {
            writer.Close();
        }
    }

    private static void EmitLoop(SourceWriter writer, string header, ReturnModel returned)
    {
        writer.Open(header);
        if (returned.HasNullableElements)
        {
            writer.Open("if (item is { } element)");
            writer.Line("context.Publish(element);");
            writer.Close();
        }
        else
        {
            writer.Line("context.Publish(item);");
        }

        writer.Close();
    }
}
