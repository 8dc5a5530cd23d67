using System.Collections;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Waybill.Oracle.Tests;

/// <summary>
/// Compares a message with what Google read of its bytes, value by value. Knows what each C# type means, and nothing of Waybill's codecs: members are found by the order
/// in which the .proto file says their numbers.
/// </summary>
internal sealed class GoogleComparison(Func<System.Type, IReadOnlyDictionary<int, MemberInfo>> members)
{
    /// <summary>The path of the first difference; null when there is none.</summary>
    public string? Difference(object ours, Google.Protobuf.IMessage theirs, string path)
    {
        var known = members(ours.GetType());
        foreach (var field in theirs.Descriptor.Fields.InFieldNumberOrder())
        {
            if (Difference(Get(known[field.FieldNumber], ours), theirs, field, $"{path}.{field.Name}") is { } difference)
            {
                return difference;
            }
        }

        return theirs.Descriptor.Fields.InFieldNumberOrder().Count == known.Count ? null : $"{path}: other fields";
    }

    private string? Difference(object? ours, Google.Protobuf.IMessage theirs, FieldDescriptor field, string path)
    {
        var value = field.Accessor.GetValue(theirs);
        if (field.IsMap)
        {
            return Map(ours, (IDictionary)value, field, path);
        }

        if (field.IsRepeated)
        {
            return Items(ours, (IList)value, field, path);
        }

        if (ours is null)
        {
            // Proto3 has no null for what has no presence: text and bytes read as empty.
            return field.HasPresence && field.Accessor.HasValue(theirs) ? $"{path}: null against {value}" : null;
        }

        return field.HasPresence && field.FieldType != FieldType.Message && !field.Accessor.HasValue(theirs)
            ? $"{path}: {ours} against nothing"
            : Value(ours, value, field, path);
    }

    private string? Items(object? ours, IList theirs, FieldDescriptor field, string path)
    {
        var items = ours is null ? [] : Sequence(ours).Cast<object>().ToList();
        return items.Count != theirs.Count
            ? $"{path}: {items.Count} items against {theirs.Count}"
            : items.Select((item, i) => Value(item, theirs[i], field, $"{path}[{i}]")).FirstOrDefault(difference => difference is not null);
    }

    private string? Map(object? ours, IDictionary theirs, FieldDescriptor field, string path)
    {
        var entries = ours is null ? [] : Entries(ours).ToList();
        var (keys, values) = (field.MessageType.FindFieldByNumber(1), field.MessageType.FindFieldByNumber(2));
        if (entries.Count != theirs.Count)
        {
            return $"{path}: {entries.Count} entries against {theirs.Count}";
        }

        foreach (var (key, value) in entries)
        {
            var match = theirs.Keys.Cast<object>().FirstOrDefault(other => Value(key, other, keys, "") is null);
            if (match is null)
            {
                return $"{path}: no {key}";
            }

            if (Value(value, theirs[match], values, $"{path}[{key}]") is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private string? Value(object ours, object? theirs, FieldDescriptor field, string path)
    {
        if (theirs is null)
        {
            return IsDefault(ours) ? null : $"{path}: {ours} against nothing";
        }

        var expected = Plain(ours);
        if (expected is null)
        {
            return Difference(ours, (Google.Protobuf.IMessage)theirs, path);
        }

        var actual = field.FieldType == FieldType.Enum ? (decimal)Convert.ToInt32(theirs, null) : Plain(theirs);
        return Equals(expected, actual) || (actual is "" && IsDefault(ours)) ? null : $"{path}: {expected} against {actual}";
    }

    /// <summary>What is left out of a message, and read of one where it is not.</summary>
    private static bool IsDefault(object value) =>
        value switch
        {
            Version version => version == new Version(),
            decimal number => decimal.GetBits(number) is [0, 0, 0, 0],
            DateTimeOffset time => time.EqualsExact(default),
            DateTime time => time.ToBinary() == 0,
            TimeSpan or Guid => value.Equals(Activator.CreateInstance(value.GetType())),
            _ => false,
        };

    /// <summary>A value that compares: numbers as decimals, floating-point ones by their bits; null for a message.</summary>
    private static object? Plain(object value) =>
        value switch
        {
            byte or sbyte or short or ushort or int or uint or long or ulong => Convert.ToDecimal(value, null),
            char unit => (decimal)unit,
            System.Enum constant => Convert.ToDecimal(
                Convert.ChangeType(constant, System.Enum.GetUnderlyingType(constant.GetType()), null),
                null
            ),
            float number => BitConverter.SingleToInt32Bits(number),
            Half number => Bits(number),
            double number => BitConverter.DoubleToInt64Bits(number),
            bool or string => value,
            ByteString bytes => Convert.ToHexString(bytes.Span),
            byte[] bytes => Convert.ToHexString(bytes),
            Memory<byte> bytes => Convert.ToHexString(bytes.Span),
            ReadOnlyMemory<byte> bytes => Convert.ToHexString(bytes.Span),
            Guid id => Convert.ToHexString(id.ToByteArray(bigEndian: true)),
            Uri uri => uri.OriginalString,
            Version version => version.ToString(),
            DateOnly day => (decimal)day.DayNumber,
            TimeOnly time => (decimal)time.Ticks,
            TimeSpan span => (span.Ticks / TimeSpan.TicksPerSecond, span.Ticks % TimeSpan.TicksPerSecond * 100),
            Duration span => (span.Seconds, (long)span.Nanos),
            decimal number => Parts(number),
            DateTimeOffset time => (Seconds(time.UtcTicks), Nanos(time.UtcTicks), (decimal)time.TotalOffsetMinutes),
            DateTime time => (Seconds(time.Ticks), Nanos(time.Ticks), (decimal)(int)time.Kind),
            Google.Protobuf.IMessage { Descriptor.File.Package: "waybill" } own => Own(own),
            _ => null,
        };

    // A conversion would quiet a NaN, and what it carries is part of the value.
    private static int Bits(Half number)
    {
        var bits = BitConverter.HalfToUInt16Bits(number);
        return Half.IsNaN(number)
            ? (bits & 0x8000) << 16 | 0x7F80_0000 | (bits & 0x3FF) << 13
            : BitConverter.SingleToInt32Bits((float)number);
    }

    private static object Own(Google.Protobuf.IMessage message) =>
        message.Descriptor.Fields.InFieldNumberOrder().Select(field => Convert.ToDecimal(field.Accessor.GetValue(message), null)).ToArray()
            is [var first, var second, var third]
            ? (first, second, third)
            : throw new InvalidOperationException($"{message.Descriptor.FullName} has not three fields.");

    private static (decimal Low, decimal High, decimal SignScale) Parts(decimal number)
    {
        var bits = decimal.GetBits(number);
        var low = (uint)bits[0] | ((ulong)(uint)bits[1] << 32);
        return (low, (uint)bits[2], 2 * number.Scale + (decimal.IsNegative(number) ? 1 : 0));
    }

    private static decimal Seconds(long ticks) => Math.Floor((decimal)(ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond);

    private static decimal Nanos(long ticks) => ticks % TimeSpan.TicksPerSecond * 100;

    private static IEnumerable Sequence(object value) =>
        value is IEnumerable items ? items : (IEnumerable)value.GetType().GetMethod("ToArray")!.Invoke(value, null)!;

    private static IEnumerable<(object Key, object Value)> Entries(object map)
    {
        foreach (var entry in (IEnumerable)map)
        {
            yield return (entry.GetType().GetProperty("Key")!.GetValue(entry)!, entry.GetType().GetProperty("Value")!.GetValue(entry)!);
        }
    }

    private static object? Get(MemberInfo member, object target) =>
        member is FieldInfo field ? field.GetValue(target) : ((PropertyInfo)member).GetValue(target);
}
