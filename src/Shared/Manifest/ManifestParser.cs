using System.Globalization;
using Waybill.Roslyn;

namespace Waybill.Manifests;

/// <summary>Reads a manifest's text.</summary>
internal static class ManifestParser
{
    /// <summary>Reads a manifest.</summary>
    /// <exception cref="FormatException">The text is no manifest of this version; the message names the line, what is wrong, and the way out.</exception>
    public static ModuleManifest Parse(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        CheckVersion(lines[0]);

        var content = new Content();
        for (var i = 1; i < lines.Length; i++)
        {
            if (lines[i].Length == 0)
            {
                continue;
            }

            try
            {
                content.Add(new ManifestFields(lines[i]));
            }
            catch (FormatException error)
            {
                throw new FormatException(
                    $"Line {i + 1} of the manifest{content.Of} cannot be read: {error.Message}. Rebuild the assembly that it comes from.",
                    error
                );
            }
        }

        return content.ToManifest();
    }

    private static void CheckVersion(string firstLine)
    {
        var words = firstLine.Split(' ');
        if (
            words.Length != 2
            || words[0] != ManifestFormat.Magic
            || !int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        )
        {
            throw new FormatException(
                $"The text is no Waybill manifest: its first line is '{firstLine}', not '{ManifestFormat.Magic} {ManifestFormat.Version}'."
            );
        }

        if (version != ManifestFormat.Version)
        {
            throw new FormatException(
                $"The manifest has version {version}, and this Waybill reads version {ManifestFormat.Version}. "
                    + "Use one version of Waybill in the host and in every assembly with messages or handlers."
            );
        }
    }

    private sealed class Content
    {
        private readonly List<ExchangeEntry> _exchanges = [];
        private readonly List<QueueEntry> _queues = [];
        private readonly List<BindingEntry> _bindings = [];
        private readonly List<MessageEntry> _messages = [];
        private readonly List<(HandlerEntry Handler, List<HandledEntry> Messages)> _handlers = [];
        private string? _module;
        private EquatableArray<string> _flaws;

        public string Of => _module is null ? "" : $" of {_module}";

        public void Add(ManifestFields fields)
        {
            switch (fields.Kind)
            {
                case ManifestFormat.Module:
                    _module = fields.Text("name");
                    _flaws = ReadFlaws(fields);
                    break;
                case ManifestFormat.Exchange:
                    _exchanges.Add(ReadExchange(fields));
                    break;
                case ManifestFormat.Queue:
                    _queues.Add(ReadQueue(fields));
                    break;
                case ManifestFormat.Binding:
                    _bindings.Add(ReadBinding(fields));
                    break;
                case ManifestFormat.Message:
                    _messages.Add(ReadMessage(fields));
                    break;
                case ManifestFormat.Handler:
                    _handlers.Add((ReadHandler(fields), []));
                    break;
                case ManifestFormat.Handles:
                    AddHandled(fields);
                    break;
                default:
                    throw new FormatException($"'{fields.Kind}' is no kind of line");
            }
        }

        public ModuleManifest ToManifest() =>
            new()
            {
                Module = _module ?? throw new FormatException("The manifest names no module. Rebuild the assembly that it comes from."),
                Flaws = _flaws,
                Exchanges = _exchanges.ToEquatableArray(),
                Queues = _queues.ToEquatableArray(),
                Bindings = _bindings.ToEquatableArray(),
                Messages = _messages.ToEquatableArray(),
                Handlers = _handlers.Select(item => item.Handler with { Messages = item.Messages.ToEquatableArray() }).ToEquatableArray(),
            };

        private void AddHandled(ManifestFields fields)
        {
            var queue = fields.Text("queue");
            if (_handlers.Count == 0 || _handlers[_handlers.Count - 1].Handler.Queue != queue)
            {
                throw new FormatException($"it belongs to a handler of queue '{queue}', and no such handler is before it");
            }

            _handlers[_handlers.Count - 1].Messages.Add(ReadHandled(fields));
        }

        private static ExchangeEntry ReadExchange(ManifestFields fields) =>
            new(fields.Text("name"), fields.Enum<ExchangeType>("type"), fields.Bool("durable"), fields.OptionalText("ephemeral"))
            {
                Format = ReadFormat(fields, "format"),
            };

        private static QueueEntry ReadQueue(ManifestFields fields) =>
            new(
                fields.Text("name"),
                fields.Bool("durable"),
                fields.OptionalText("dead letter"),
                fields.Text("lease"),
                fields.OptionalText("ephemeral")
            )
            {
                Accept = ReadFormat(fields, "accepted format"),
            };

        private static MessageFormat ReadFormat(ManifestFields fields, string name) =>
            fields.IsAtEnd ? MessageFormat.Protobuf : fields.Enum<MessageFormat>(name);

        private static BindingEntry ReadBinding(ManifestFields fields) =>
            new(
                fields.Text("queue"),
                fields.OptionalText("exchange"),
                fields.Text("pattern"),
                fields.Enum<HeaderMatch>("match"),
                fields.Texts("arguments", "argument").ToEquatableArray()
            );

        private static EquatableArray<string> ReadFlaws(ManifestFields fields) =>
            fields.IsAtEnd ? default : fields.Texts("flaws", "flaw").ToEquatableArray();

        private static MessageEntry ReadMessage(ManifestFields fields) =>
            new(
                fields.Text("name"),
                fields.Text("type"),
                fields.OptionalText("exchange"),
                fields.Text("routing key"),
                fields.OptionalEnum<Durability>("durability"),
                fields.Bool("mandatory"),
                fields.OptionalText("ephemeral")
            );

        private static HandlerEntry ReadHandler(ManifestFields fields) =>
            new(
                fields.Text("queue"),
                fields.Text("type"),
                fields.Number("prefetch"),
                fields.Number("prefetch bytes"),
                fields.Number("concurrency"),
                fields.Text("timeout"),
                fields.Enum<HandlerLifetime>("lifetime"),
                default
            )
            {
                Flaws = ReadFlaws(fields),
            };

        private static HandledEntry ReadHandled(ManifestFields fields)
        {
            var message = fields.Text("message");
            var retry = new RetryEntry(
                fields.Number("attempts"),
                fields.Enum<Backoff>("backoff"),
                fields.Text("delay"),
                fields.Text("greatest delay"),
                fields.Bool("jitter")
            );
            var idempotent = fields.Bool("idempotent");
            var key = fields.OptionalText("key");
            var retention = fields.OptionalText("retention");
            var discard = fields.OptionalText("discard");
            var naturally = fields.OptionalText("naturally idempotent");
            var keyProblem = fields.IsAtEnd ? null : fields.OptionalText("key problem");
            var onProblem = fields.IsAtEnd ? null : fields.OptionalText("problem of the retried exceptions");
            var neverProblem = fields.IsAtEnd ? null : fields.OptionalText("problem of the exceptions that are not retried");
            var inbox = idempotent
                ? new InboxEntry(key, retention ?? throw new FormatException("the field 'retention' is empty"), keyProblem)
                : null;
            return new HandledEntry(message, retry with { OnProblem = onProblem, NeverProblem = neverProblem }, inbox, discard, naturally);
        }
    }
}
