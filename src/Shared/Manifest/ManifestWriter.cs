using System.Globalization;
using System.Text;

namespace Waybill.Manifests;

/// <summary>Writes a manifest's text.</summary>
internal static class ManifestWriter
{
    /// <summary>The text: lines end with <c>\n</c>, the last one does not. The same content in any order gives the same text.</summary>
    public static string Write(ModuleManifest manifest)
    {
        var text = new StringBuilder();
        text.Append(ManifestFormat.Magic).Append(' ').Append(ManifestFormat.Version.ToString(CultureInfo.InvariantCulture));
        Append(text, [ManifestText.Line([ManifestFormat.Module, manifest.Module, Number(manifest.Flaws.Count), .. manifest.Flaws])]);
        Append(text, manifest.Exchanges.Select(Exchange));
        Append(text, manifest.Queues.Select(Queue));
        Append(text, manifest.Bindings.Select(Binding));
        Append(text, manifest.Messages.Select(Message));
        Append(text, manifest.Handlers.Select(Handler));
        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines.Distinct().OrderBy(line => line, StringComparer.Ordinal))
        {
            text.Append('\n').Append(line);
        }
    }

    private static string Exchange(ExchangeEntry exchange) =>
        ManifestText.Line(
            ManifestFormat.Exchange,
            exchange.Name,
            exchange.Type.ToString(),
            Bool(exchange.Durable),
            exchange.Ephemeral,
            exchange.Format.ToString()
        );

    private static string Queue(QueueEntry queue) =>
        ManifestText.Line(
            ManifestFormat.Queue,
            queue.Name,
            Bool(queue.Durable),
            queue.DeadLetter,
            queue.Lease,
            queue.Ephemeral,
            queue.Accept.ToString()
        );

    private static string Binding(BindingEntry binding) =>
        ManifestText.Line([
            ManifestFormat.Binding,
            binding.Queue,
            binding.Exchange,
            binding.Pattern,
            binding.Match.ToString(),
            Number(binding.Arguments.Count),
            .. binding.Arguments,
        ]);

    private static string Message(MessageEntry message) =>
        ManifestText.Line(
            ManifestFormat.Message,
            message.Name,
            message.Type,
            message.Exchange,
            message.RoutingKey,
            message.Durability?.ToString(),
            Bool(message.Mandatory),
            message.Ephemeral
        );

    private static string Handler(HandlerEntry handler)
    {
        var text = new StringBuilder(
            ManifestText.Line([
                ManifestFormat.Handler,
                handler.Queue,
                handler.Type,
                Number(handler.Prefetch),
                Number(handler.PrefetchBytes),
                Number(handler.Concurrency),
                handler.Timeout,
                handler.Lifetime.ToString(),
                Number(handler.Flaws.Count),
                .. handler.Flaws,
            ])
        );
        foreach (var line in handler.Messages.Select(handled => Handled(handler.Queue, handled)).OrderBy(l => l, StringComparer.Ordinal))
        {
            text.Append('\n').Append(line);
        }

        return text.ToString();
    }

    private static string Handled(string queue, HandledEntry handled) =>
        ManifestText.Line(
            ManifestFormat.Handles,
            queue,
            handled.Message,
            Number(handled.Retry.Attempts),
            handled.Retry.Backoff.ToString(),
            handled.Retry.Delay,
            handled.Retry.MaxDelay,
            Bool(handled.Retry.Jitter),
            Bool(handled.Inbox is not null),
            handled.Inbox?.Key,
            handled.Inbox?.Retention,
            handled.Discard,
            handled.NaturallyIdempotent,
            handled.Inbox?.KeyProblem,
            handled.Retry.OnProblem,
            handled.Retry.NeverProblem
        );

    private static string Bool(bool value) => value ? "true" : "false";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
