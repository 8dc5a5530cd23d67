using System.Text.Json;
using System.Text.Json.Nodes;
using Waybill.Schemas;

namespace Waybill.Cli.Output;

/// <summary>Changes as JSON.</summary>
internal static class ChangesJson
{
    public static JsonObject Of(IReadOnlyList<SchemaChange> changes) =>
        new JsonObject
        {
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
