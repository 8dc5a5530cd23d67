using Microsoft.CodeAnalysis;

namespace Waybill.Analyzers.Contracts;

/// <summary>Types of others that people put into messages, why they have no form on the wire, and what to use.</summary>
internal static class ForeignType
{
    private static readonly Dictionary<string, string> s_reasons = new(StringComparer.Ordinal)
    {
        ["System.Text.Json.JsonElement"] =
            "which may be any JSON, so that no reader knows what is in it. Use a string with its text, or a message with the members that are meant.",
        ["System.Text.Json.JsonDocument"] =
            "which may be any JSON, so that no reader knows what is in it. Use a string with its text, or a message with the members that are meant.",
        ["System.Text.Json.Nodes.JsonNode"] =
            "which may be any JSON, so that no reader knows what is in it. Use a string with its text, or a message with the members that are meant.",
        ["Newtonsoft.Json.Linq.JToken"] =
            "which may be any JSON, so that no reader knows what is in it. Use a string with its text, or a message with the members that are meant.",
        ["System.Xml.XmlNode"] =
            "which is a tree of objects with links to each other. Use a string with its text, or a message with the members that are meant.",
        ["System.Xml.Linq.XObject"] =
            "which is a tree of objects with links to each other. Use a string with its text, or a message with the members that are meant.",
        ["System.Net.IPAddress"] =
            "which has several forms, and a scope that means something to one computer. Use a string (ToString and Parse), or byte[] (GetAddressBytes).",
        ["System.Net.EndPoint"] = "which has several forms. Use a string (ToString and Parse), or a message of address and port.",
        ["System.Type"] = "which names code of this process. Use an enum or a string that says what is meant.",
        ["System.Reflection.MemberInfo"] = "which names code of this process. Use an enum or a string that says what is meant.",
        ["System.Reflection.Assembly"] = "which names code of this process. Use an enum or a string that says what is meant.",
        ["System.Exception"] =
            "which holds objects and stack frames of this process. Use a string, or a message with what a reader needs of it.",
        ["System.IO.Stream"] = "which is read once, and whose length is not known. Read it into a byte[], or say where the content lies.",
        ["System.IO.TextReader"] =
            "which is read once, and whose length is not known. Read it into a byte[], or say where the content lies.",
        ["System.IO.Pipelines.PipeReader"] =
            "which is read once, and whose length is not known. Read it into a byte[], or say where the content lies.",
        ["System.Threading.CancellationToken"] =
            "which means something to this process alone. Leave it out of the message: a handler gets its own.",
        ["System.IServiceProvider"] = "which means something to this process alone. Leave it out of the message: a handler gets its own.",
        ["System.Threading.Tasks.Task"] = "whose result is not there yet. Await it, and use the type of the result.",
        ["System.Threading.Tasks.ValueTask"] = "whose result is not there yet. Await it, and use the type of the result.",
        ["System.Threading.Tasks.ValueTask`1"] = "whose result is not there yet. Await it, and use the type of the result.",
        ["System.Lazy`1"] = "whose value may not be there yet. Use the type of the value.",
        ["System.Numerics.BigInteger"] = "which has no limit. Use decimal where it suffices, a string, or byte[] (ToByteArray).",
        ["System.Int128"] = "which has more bits than a number of Protobuf. Use decimal where it suffices, a string, or two ulong.",
        ["System.UInt128"] = "which has more bits than a number of Protobuf. Use decimal where it suffices, a string, or two ulong.",
        ["System.Text.RegularExpressions.Regex"] = "which is code made from a pattern. Use a string with the pattern.",
        ["System.Globalization.CultureInfo"] = "which is what this computer knows of a culture. Use a string with its Name.",
        ["System.TimeZoneInfo"] = "which is what this computer knows of a time zone. Use a string with its Id.",
        ["System.Text.Encoding"] = "which is code. Use a string with its WebName.",
        ["System.Text.StringBuilder"] = "which is a text in the making. Use string.",
        ["System.Text.Rune"] = "which is one character, of up to two char. Use int (Value) or string.",
        ["System.Index"] = "which counts from either end of something else. Use int.",
        ["System.Range"] = "which counts from either end of something else. Use int.",
        ["System.Net.Mail.MailAddress"] = "which has a display name beside the address. Use a string, or a message of both.",
        ["System.Collections.BitArray"] = "which has no form on the wire. Use bool[].",
        ["System.Data.DataTable"] = "which is a table of anything. Declare a message for a row, and use IReadOnlyList<T> of it.",
        ["System.Data.DataSet"] = "which is a table of anything. Declare a message for a row, and use IReadOnlyList<T> of it.",
        ["System.Data.DataRow"] = "which is a table of anything. Declare a message for a row, and use IReadOnlyList<T> of it.",
        ["System.Dynamic.ExpandoObject"] =
            "which may have any members, so that no reader knows what is in it. Declare a message with the members that are meant.",
        ["System.Dynamic.DynamicObject"] =
            "which may have any members, so that no reader knows what is in it. Declare a message with the members that are meant.",
        ["System.Linq.Expressions.Expression"] = "which is code and not data. Leave it out of the message.",
        ["System.Tuple`1"] = "whose members have no names of their own. Declare a message with these members.",
        ["System.Tuple`2"] = "whose members have no names of their own. Declare a message with these members.",
        ["System.Tuple`3"] = "whose members have no names of their own. Declare a message with these members.",
        ["System.Tuple`4"] = "whose members have no names of their own. Declare a message with these members.",
        ["System.Tuple`5"] = "whose members have no names of their own. Declare a message with these members.",
        ["System.Tuple`6"] = "whose members have no names of their own. Declare a message with these members.",
        ["System.Tuple`7"] = "whose members have no names of their own. Declare a message with these members.",
        ["System.Tuple`8"] = "whose members have no names of their own. Declare a message with these members.",
        ["System.Collections.Generic.KeyValuePair`2"] =
            "a pair, whose members have no names of their own. Declare a message with these members, or use Dictionary<TKey, TValue>.",
    };

    /// <summary>The end of a sentence about the type, or about the base type that it is told by; null for one that is not known.</summary>
    public static string? Reason(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (s_reasons.TryGetValue($"{current.ContainingNamespace?.ToDisplayString()}.{current.MetadataName}", out var reason))
            {
                return reason;
            }
        }

        return null;
    }
}
