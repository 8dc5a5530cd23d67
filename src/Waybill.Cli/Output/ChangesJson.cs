using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Waybill.Schemas;

namespace Waybill.Cli.Output;

/// <summary>Changes as JSON.</summary>
internal static class ChangesJson
{
    public static JsonNode Of(IReadOnlyList<SchemaChange> changes, Compared compared) =>
        new JsonObject
        {
            ["assembly"] = compared.Target.Assembly,
            ["built"] = compared.Target.Built.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
            ["lock"] = compared.Lock,
            ["breaking"] = changes.Count(change => change.Verdict != Verdict.Compatible),
            ["changes"] = new JsonArray([
                .. changes.Select(change => new JsonObject
                {
                    ["kind"] = JsonNamingPolicy.CamelCase.ConvertName(change.Kind.ToString()),
                    ["verdict"] = JsonNamingPolicy.CamelCase.ConvertName(change.Verdict.ToString()),
                    ["name"] = change.Owner,
                    ["part"] = change.Part,
                    ["text"] = change.WholeText,
                }),
            ]),
        };
}
