using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Waybill.Json.Tests.Support;

/// <summary>System.Text.Json with its web defaults, told what a message's members are: fields too, and no computed properties.</summary>
internal static class Oracle
{
    public static JsonSerializerOptions Web { get; } = Create(JsonNamingPolicy.CamelCase);

    public static IReadOnlyList<JsonSerializerOptions> Policies { get; } =
    [Web, Create(JsonNamingPolicy.SnakeCaseLower), Create(JsonNamingPolicy.KebabCaseLower), Create(null)];

    /// <summary>The JSON; null of a value that JSON cannot say.</summary>
    public static byte[]? TryEncode(IJsonShape shape, object message, JsonSerializerOptions? options = null)
    {
        try
        {
            return shape.OracleEncode(message, options ?? Web);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            return null;
        }
    }

    private static JsonSerializerOptions Create(JsonNamingPolicy? policy) =>
        new(JsonSerializerDefaults.Web)
        {
            PropertyNamingPolicy = policy,
            IncludeFields = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutComputed } },
        };

    private static void LeaveOutComputed(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var member in type.Properties.Where(IsComputed).ToList())
        {
            type.Properties.Remove(member);
        }

        bool IsComputed(JsonPropertyInfo member) =>
            member.AttributeProvider is PropertyInfo { CanWrite: false } property
            && !type
                .Type.GetConstructors()
                .SelectMany(constructor => constructor.GetParameters())
                .Any(parameter => string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase));
    }
}
