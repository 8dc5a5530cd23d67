using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Waybill.Cli.Output;

/// <summary>Records as lines.</summary>
internal static class DumpOutput
{
    private const int ShownDigits = 128;

    // A message in a message is an object in an object, with one more around it in a map; and a record is around all of them.
    private const int MaxDepth = (2 * ProtoReader.MaxDepth) + 16;

    private static readonly JsonSerializerOptions s_plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
    };
    private static readonly JsonSerializerOptions s_json = new() { MaxDepth = MaxDepth };

    /// <summary>A record as JSON, on one line.</summary>
    public static string Json(JsonObject record) => record.ToJsonString(s_json);

    /// <summary>A record on one line, and each of its messages on one or two more.</summary>
    public static IEnumerable<string> Text(JsonObject record)
    {
        yield return string.Join(' ', Words(record));
        foreach (var message in record["messages"]?.AsArray() ?? [])
        {
            yield return $"  {string.Join(' ', Words(message!.AsObject()))}";
            yield return $"    {Body(message.AsObject())}";
        }

        if (record["deadLetter"] is JsonObject dead)
        {
            yield return dead["id"] is null ? $"  ({dead["reason"]})" : $"  {string.Join(' ', Words(dead))}";
            if (dead["id"] is not null)
            {
                yield return $"    {Body(dead)}";
            }
        }
    }

    private static IEnumerable<string> Words(JsonObject item)
    {
        foreach (var (name, value) in item)
        {
            if (name is "messages" or "deadLetter" or "body" or "raw" or "reason" or "schema" || value is null)
            {
                continue;
            }

            var text = value switch
            {
                JsonValue => value.ToString(),
                JsonArray array when array.All(static item => item is JsonValue) => string.Join(',', array),
                _ => value.ToJsonString(s_plain),
            };
            yield return name is "lsn" or "type" or "id" or "code" ? text : $"{name}={text}";
        }

        if (item["payload"] is not null)
        {
            yield return $"({item["reason"]})";
        }
    }

    private static string Body(JsonObject message)
    {
        if (message["body"] is { } body)
        {
            return body.ToJsonString(s_plain);
        }

        var raw = message["raw"]!.ToString();
        var shown = raw.Length > ShownDigits ? $"{raw[..ShownDigits]}…" : raw;
        return message["reason"] is { } reason ? $"{shown} ({reason})" : shown;
    }
}
