using System.Text;
using System.Text.Json.Nodes;
using Waybill.Broker.Core;
using Waybill.Broker.Records;
using Waybill.Storage;
using Waybill.Transports;

namespace Waybill.Cli.Journals;

/// <summary>Says what records hold, one after the other; it learns their numbers as it goes.</summary>
/// <param name="symbols">The numbers that are known before the first record.</param>
/// <param name="queue">Only what speaks of this queue; null for everything.</param>
/// <param name="bodies">Reads bodies; null for raw ones.</param>
/// <param name="find">Reads one record.</param>
internal sealed class RecordDump(SymbolTable symbols, string? queue, MessageBodies? bodies, Func<long, JournalRecord?> find)
{
    /// <summary>A record as JSON; null when it does not speak of the queue.</summary>
    public JsonObject? Read(in JournalRecord record, bool isShown)
    {
        var result = new JsonObject { ["lsn"] = record.Lsn };
        try
        {
            if (record.Type == RecordType.Symbol)
            {
                var (symbol, text) = SymbolRecord.Decode(record.Payload.Span);
                symbols.Define(symbol, text);
                result["type"] = "symbol";
                result["symbol"] = symbol;
                result["text"] = text;
                return isShown && queue is null ? result : null;
            }

            return isShown && Fill(result, record) ? result : null;
        }
        catch (RecordFormatException exception)
        {
            result["type"] ??= record.Type;
            result["reason"] = exception.Message;
            result["payload"] = Convert.ToHexStringLower(record.Payload.Span);
            return isShown ? result : null;
        }
    }

    private bool Fill(JsonObject result, in JournalRecord record)
    {
        var payload = record.Payload.Span;
        switch (record.Type)
        {
            case RecordType.Publish:
            case RecordType.Batch:
                result["type"] = record.Type == RecordType.Batch ? "batch" : "publish";
                result["bytes"] = payload.Length;
                return AddMessages(result, record) || queue is null;
            case RecordType.Outcome:
                result["type"] = "outcome";
                result["bytes"] = payload.Length;
                var about = AddOutcome(result, OutcomeCodec.Read(payload));
                return AddMessages(result, record) || about;
            case RecordType.Purge:
                var purged = symbols.Name(PurgeRecord.Decode(payload));
                result["type"] = "purge";
                result["queue"] = purged;
                return IsAsked(purged);
            case RecordType.Completions:
                result["type"] = "completions";
                return AddCompletions(result, CompletionsCodec.Read(payload));
            case RecordType.Mark:
                result["type"] = "mark";
                return queue is null;
            default:
                throw new RecordFormatException($"Records of type {record.Type} are unknown.");
        }
    }

    private static JsonObject Json(MessageRef entry) => new() { ["lsn"] = entry.Lsn, ["index"] = entry.Index };

    private bool AddCompletions(JsonObject result, CompletionsView completions)
    {
        var of = symbols.Name(completions.Queue);
        var entries = new JsonArray();
        while (completions.MoveNext())
        {
            entries.Add(Json(completions.Current));
        }

        result["queue"] = of;
        result["entries"] = entries;
        return IsAsked(of);
    }

    private bool AddOutcome(JsonObject result, in OutcomeView outcome)
    {
        var of = symbols.Name(outcome.Queue);
        result["code"] = outcome.Code switch
        {
            OutcomeCode.Completed => "completed",
            OutcomeCode.CompletedDuplicate => "completed as a duplicate",
            OutcomeCode.Retried => "retried",
            OutcomeCode.DeadLettered => "dead-lettered",
            OutcomeCode.Discarded => "discarded",
            _ => "lease expired",
        };
        result["queue"] = of;
        result["entry"] = Json(outcome.Message);
        if (outcome.Code == OutcomeCode.Retried)
        {
            result["due"] = Time(outcome.Due);
        }

        if (outcome.InboxKey is { } key)
        {
            result["inboxKey"] = $"{key.High:x16}{key.Low:x16}";
            result["inboxExpiry"] = Time(outcome.InboxExpiry);
        }

        if (outcome.Code != OutcomeCode.DeadLettered)
        {
            return IsAsked(of);
        }

        var to = symbols.Name(outcome.DeadLetterQueue);
        result["deadLetterQueue"] = to;
        result["deaths"] = new JsonArray([.. DeathCodec.Decode(outcome.Deaths).Select(Json)]);
        if (queue == to && outcome.PublishCount == 0)
        {
            // The message went to another queue once, and so is nowhere else in what is shown.
            result["deadLetter"] = DeadLetter(outcome.Message);
        }

        return IsAsked(of) || IsAsked(to);
    }

    private JsonObject DeadLetter(MessageRef entry)
    {
        try
        {
            if (DeadLetterMessage.Find(entry, find) is var (record, index))
            {
                var messages = RecordMessages.Of(record.Type, record.Payload.Span);
                for (var at = 0; messages.MoveNext(); at++)
                {
                    if (at == index)
                    {
                        return Json(messages.Current, RecordSymbols.DestinationsOf(messages.Current).ConvertAll(symbols.Name));
                    }
                }
            }
        }
        catch (RecordFormatException)
        {
            // What it is remains unknown, and what became of it is known all the same.
        }

        return new JsonObject { ["reason"] = "the record of its message cannot be read" };
    }

    // Whether a message goes to the queue.
    private bool AddMessages(JsonObject result, in JournalRecord record)
    {
        var all = new JsonArray();
        var isAsked = false;
        for (var messages = RecordMessages.Of(record.Type, record.Payload.Span); messages.MoveNext(); )
        {
            var message = messages.Current;
            var queues = RecordSymbols.DestinationsOf(message).ConvertAll(symbols.Name);
            isAsked |= queues.Exists(IsAsked);
            all.Add(Json(message, queues));
        }

        if (all.Count > 0)
        {
            result["messages"] = all;
        }

        return isAsked;
    }

    private JsonObject Json(in MessageView message, List<string> queues)
    {
        var type = symbols.Name(message.Type);
        var result = new JsonObject
        {
            ["id"] = message.Id.ToString(),
            ["type"] = type,
            ["published"] = Time(message.TimestampMilliseconds),
            ["durability"] = message.Durability.ToString().ToLowerInvariant(),
            ["routingKey"] = Encoding.UTF8.GetString(message.RoutingKey),
            ["queues"] = new JsonArray([.. queues.Select(name => JsonValue.Create(name))]),
            ["schema"] = message.Schema.ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
        };
        if (message.HeaderCount > 0)
        {
            result["headers"] = new JsonObject(
                message.ReadHeaders().Select(header => KeyValuePair.Create<string, JsonNode?>(header.Key, header.Value))
            );
        }

        if (message.Producer != 0)
        {
            result["producer"] = symbols.Name(message.Producer);
            result["sequence"] = message.Sequence;
        }

        result["bodyBytes"] = message.Body.Length;
        AddBody(result, type, message.Body);
        return result;
    }

    private void AddBody(JsonObject result, string type, ReadOnlySpan<byte> body)
    {
        if (bodies is not null)
        {
            if (bodies.Decode(type, body, out var reason) is { } decoded)
            {
                result["body"] = decoded;
                return;
            }

            result["reason"] = reason;
            if (bodies.IsSensitive(type))
            {
                result["raw"] = "***";
                return;
            }
        }

        result["raw"] = Convert.ToHexStringLower(body);
    }

    private bool IsAsked(string name) => queue is null || queue == name;

    private static JsonObject Json(Death death) =>
        new()
        {
            ["queue"] = death.Queue,
            ["reason"] = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(death.Reason.ToString()),
            ["count"] = death.Count,
            ["first"] = Time(death.First.ToUnixTimeMilliseconds()),
            ["last"] = Time(death.Last.ToUnixTimeMilliseconds()),
            ["exception"] = death.ExceptionType,
            ["message"] = death.Message,
        };

    private static JsonNode Time(long milliseconds) =>
        milliseconds is >= -62_135_596_800_000 and <= 253_402_300_799_999
            ? JsonValue.Create(Output.StatsOutput.Time(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)))
            : JsonValue.Create(milliseconds);
}
