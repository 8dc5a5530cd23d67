using System.Collections;
using System.Reflection;

namespace Waybill.Messages.Tests.Support;

/// <summary>Compares messages member by member and bit by bit, where records compare collections by reference and 1.0m with 1.00m as equal.</summary>
internal static class Deep
{
    /// <summary>The path of the first difference; null when there is none.</summary>
    public static string? Difference(object? expected, object? actual, string path = "")
    {
        if (expected is null || actual is null)
        {
            return expected is null && actual is null ? null : $"{path}: {expected ?? "null"} against {actual ?? "null"}";
        }

        if (Content(expected) is { } content)
        {
            return Difference(content, Content(actual), path);
        }

        if (expected is IDictionary map && actual is IDictionary other)
        {
            var missing = map.Keys.Cast<object>().FirstOrDefault(key => !other.Contains(key));
            return map.Count != other.Count || missing is not null
                ? $"{path}: other keys"
                : map
                    .Keys.Cast<object>()
                    .Select(key => Difference(map[key], other[key], $"{path}[{key}]"))
                    .FirstOrDefault(d => d is not null);
        }

        if (expected is IEnumerable items and not string && actual is IEnumerable others)
        {
            var left = items.Cast<object?>().ToList();
            var right = others.Cast<object?>().ToList();
            return left.Count != right.Count
                ? $"{path}: {left.Count} items against {right.Count}"
                : left.Zip(right)
                    .Select((pair, i) => Difference(pair.First, pair.Second, $"{path}[{i}]"))
                    .FirstOrDefault(d => d is not null);
        }

        var type = expected.GetType();
        if (type != actual.GetType() && RandomMessages.IsMessage(type))
        {
            return $"{path}: {type} against {actual.GetType()}";
        }

        return !RandomMessages.IsMessage(type)
            ? Bits(expected).Equals(Bits(actual))
                ? null
                : $"{path}: {expected} against {actual}"
            : Members(type)
                .Select(member => Difference(Get(member, expected), Get(member, actual), $"{path}.{member.Name}"))
                .FirstOrDefault(difference => difference is not null);
    }

    /// <summary>What memory, which compares by reference, points at.</summary>
    private static object? Content(object value) =>
        value.GetType() is { IsGenericType: true } type
        && (type.GetGenericTypeDefinition() == typeof(Memory<>) || type.GetGenericTypeDefinition() == typeof(ReadOnlyMemory<>))
            ? type.GetMethod("ToArray")!.Invoke(value, null)
            : null;

    private static object Bits(object value) =>
        value switch
        {
            double number => BitConverter.DoubleToInt64Bits(number),
            float number => BitConverter.SingleToInt32Bits(number),
            Half number => BitConverter.HalfToInt16Bits(number),
            Uri uri => (uri.OriginalString, uri.IsAbsoluteUri),
            decimal number => string.Join(",", decimal.GetBits(number)),
            DateTime time => (time.Ticks, time.Kind),
            DateTimeOffset time => (time.Ticks, time.Offset),
            _ => value,
        };

    private static IEnumerable<MemberInfo> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member is FieldInfo || (member is PropertyInfo property && property.GetIndexParameters().Length == 0));

    private static object? Get(MemberInfo member, object target) =>
        member is FieldInfo field ? field.GetValue(target) : ((PropertyInfo)member).GetValue(target);
}
