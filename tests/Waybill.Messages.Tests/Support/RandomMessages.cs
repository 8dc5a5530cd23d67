using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;

namespace Waybill.Messages.Tests.Support;

/// <summary>
/// Makes messages of random values, edges more often than chance would: by reflection, so that it knows nothing of what the generator thinks of a
/// type. The same seed gives the same message.
/// </summary>
internal sealed class RandomMessages(int seed)
{
    private const int MaxNesting = 3;

    private static readonly HashSet<Type> s_foreign =
    [
        .. typeof(RandomMessages)
            .Assembly.GetCustomAttributes(typeof(MessageForAttribute), inherit: false)
            .Cast<MessageForAttribute>()
            .Select(attribute => attribute.Type),
    ];

    private readonly Random _random = new(seed);
    private readonly NullabilityInfoContext _nullability = new();
    private int _nesting;

    /// <summary>Whether objects of the type are messages, cases of one, or types of others that are nested.</summary>
    public static bool IsMessage(Type? type) =>
        type is not null
        && (type.IsDefined(typeof(MessageAttribute), inherit: false) || s_foreign.Contains(type) || IsMessage(type.BaseType));

    /// <summary>Whether another serializer knows what each member is: it knows nothing of unions, converters and types of others.</summary>
    public static bool IsPlain(Type type) =>
        IsReflected(type) && !type.GetProperties().SelectMany(property => Parts(property.PropertyType)).Any(s_foreign.Contains);

    /// <summary>The same of a serializer that finds members by reflection, whoever made the types.</summary>
    public static bool IsReflected(Type type) =>
        !type.IsAbstract
        && !type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Any(parameter => Converter(parameter) is not null)
        && type.GetProperties()
            .All(property =>
                Converter(property) is null
                && Parts(property.PropertyType).All(part => Converter(part) is null && !(part.IsAbstract && IsMessage(part)))
            );

    private static IEnumerable<Type> Parts(Type type) => [type, .. type.GetGenericArguments().SelectMany(Parts)];

    public T Create<T>() => (T)Message(typeof(T));

    private object Message(Type type)
    {
        _nesting++;
        object? message = null;
        while (message is null)
        {
            try
            {
                message = Make(type);
            }
            catch (TargetInvocationException)
            {
                // The type refused the values; others will do.
            }
        }

        _nesting--;
        return message;
    }

    private object Make(Type type)
    {
        if (type.IsAbstract)
        {
            var cases = type
                .Assembly.GetTypes()
                .Where(other => other.IsSealed && other.IsSubclassOf(type))
                .OrderBy(other => other.Name, StringComparer.Ordinal)
                .ToList();
            // The first case of each union here ends.
            return Make(cases[_nesting > MaxNesting ? 0 : _random.Next(cases.Count)]);
        }

        var constructor = type.GetConstructors()
            .Where(c => !IsCopy(c, type))
            .OrderByDescending(c => c.GetParameters().Length)
            .FirstOrDefault();
        var arguments = constructor
            ?.GetParameters()
            .Select(p => Value(p.ParameterType, IsNullable(_nullability.Create(p)), Converter(p) ?? Converter(type.GetProperty(p.Name!))))
            .ToArray();
        var message = constructor?.Invoke(arguments) ?? Activator.CreateInstance(type)!;
        var set = constructor?.GetParameters().Select(p => p.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase) ?? [];
        foreach (
            var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && !set.Contains(p.Name))
        )
        {
            property.SetValue(message, Value(property.PropertyType, IsNullable(_nullability.Create(property)), Converter(property)));
        }

        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            field.SetValue(message, Value(field.FieldType, IsNullable(_nullability.Create(field))));
        }

        return message;
    }

    private static Type? Converter(ICustomAttributeProvider? member) =>
        member?.GetCustomAttributes(typeof(SerializeWithAttribute), inherit: false) is [SerializeWithAttribute attribute]
            ? attribute.Converter
            : null;

    private object? Value(Type type, bool isNullable, Type? converter = null)
    {
        // Null is the only empty value of a nullable collection: on the wire both are nothing.
        if (isNullable && (_nesting > MaxNesting || _random.Next(3) == 0))
        {
            return null;
        }

        type = Nullable.GetUnderlyingType(type) ?? type;
        var least = isNullable ? 1 : 0;
        if (Contract(converter ?? Converter(type), type) is { } contract)
        {
            return Call(
                nameof(Convert),
                [(converter ?? Converter(type))!, .. contract.GetGenericArguments()],
                Value(contract.GetGenericArguments()[1], isNullable: false)!
            );
        }

        if (type == typeof(byte[]))
        {
            return Bytes();
        }

        if (type.IsArray)
        {
            return Array(type.GetElementType()!, least, converter);
        }

        if (!type.IsGenericType)
        {
            return IsMessage(type) ? Message(type) : Scalar(type);
        }

        var arguments = type.GetGenericArguments();
        var definition = type.GetGenericTypeDefinition();
        if (arguments.Length == 2)
        {
            return Map(definition, arguments, least);
        }

        if (definition == typeof(Memory<>) || definition == typeof(ReadOnlyMemory<>))
        {
            // Memory of bytes has presence where it is nullable, as an array of bytes has.
            return Activator.CreateInstance(type, Array(arguments[0], arguments[0] == typeof(byte) ? 0 : least));
        }

        var items = Array(arguments[0], least, converter);
        return definition == typeof(List<>) || definition == typeof(HashSet<>) ? Activator.CreateInstance(type, items)
            : definition == typeof(ImmutableArray<>) ? Call(nameof(ToImmutable), arguments, items)
            : definition == typeof(ImmutableList<>) ? Call(nameof(ToImmutableList), arguments, items)
            : definition == typeof(ImmutableHashSet<>) ? Call(nameof(ToImmutableHashSet), arguments, items)
            : definition == typeof(IReadOnlyCollection<>) ? ReadOnly(arguments[0], items)
            : _random.Next(2) == 0 ? items
            : Call(nameof(ToReadOnly), arguments, items);
    }

    private static Type? Contract(Type? converter, Type type) =>
        converter
            ?.GetInterfaces()
            .FirstOrDefault(contract =>
                contract.GetGenericTypeDefinition() == typeof(IWireConverter<,>) && contract.GetGenericArguments()[0] == type
            );

    private static T Convert<TConverter, T, TWire>(TWire value)
        where TConverter : IWireConverter<T, TWire> => TConverter.FromWire(value);

    private object ReadOnly(Type element, Array items) =>
        _random.Next(4) switch
        {
            0 => items,
            1 => Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(element), items)!,
            2 => Call(nameof(ToImmutableHashSet), [element], items),
            _ => Call(nameof(ToReadOnly), [element], items),
        };

    private object Map(Type definition, Type[] arguments, int least)
    {
        var entries = Dictionary(typeof(Dictionary<,>).MakeGenericType(arguments), arguments, least);
        return definition == typeof(SortedDictionary<,>) ? Call(nameof(ToSorted), arguments, entries)
            : definition == typeof(ImmutableDictionary<,>) || (definition == typeof(IReadOnlyDictionary<,>) && _random.Next(2) == 0)
                ? Call(nameof(ToImmutableDictionary), arguments, entries)
            : entries;
    }

    private static ImmutableArray<T> ToImmutable<T>(T[] items) => [.. items];

    private static IReadOnlyList<T> ToReadOnly<T>(T[] items) => items.AsReadOnly();

    private static ImmutableList<T> ToImmutableList<T>(T[] items) => [.. items];

    private static ImmutableHashSet<T> ToImmutableHashSet<T>(T[] items) => [.. items];

    private static ImmutableDictionary<TKey, TValue> ToImmutableDictionary<TKey, TValue>(Dictionary<TKey, TValue> entries)
        where TKey : notnull => entries.ToImmutableDictionary();

    // Text has one order for all readers: that of its UTF-16 units.
    private static SortedDictionary<TKey, TValue> ToSorted<TKey, TValue>(Dictionary<TKey, TValue> entries)
        where TKey : notnull => new(entries, StringComparer.Ordinal as IComparer<TKey>);

    private static object Call(string method, Type[] types, object items) =>
        typeof(RandomMessages)
            .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(types)
            .Invoke(null, [items])!;

    private Array Array(Type element, int least, Type? converter = null)
    {
        var items = System.Array.CreateInstance(element, Count(least));
        for (var i = 0; i < items.Length; i++)
        {
            items.SetValue(Value(element, isNullable: false, converter), i);
        }

        return items;
    }

    private IDictionary Dictionary(Type type, Type[] arguments, int least)
    {
        var map = (IDictionary)Activator.CreateInstance(type)!;
        for (var i = Count(least); i > 0; i--)
        {
            map[Value(arguments[0], isNullable: false)!] = Value(arguments[1], isNullable: false);
        }

        return map;
    }

    private int Count(int least) =>
        _nesting > MaxNesting ? least
        : _random.Next(20) == 0 && _nesting == 1 ? 150
        : _random.Next(least, 4);

    private object Scalar(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.ToObject(type, Scalar(Enum.GetUnderlyingType(type)));
        }

        var edge = _random.Next(4);
        return type switch
        {
            _ when type == typeof(bool) => edge < 2,
            _ when type == typeof(byte) => Pick<byte>(edge, 0, byte.MaxValue, (byte)Bits()),
            _ when type == typeof(sbyte) => Pick(edge, sbyte.MinValue, sbyte.MaxValue, (sbyte)Bits()),
            _ when type == typeof(short) => Pick(edge, short.MinValue, short.MaxValue, (short)Bits()),
            _ when type == typeof(ushort) => Pick<ushort>(edge, 0, ushort.MaxValue, (ushort)Bits()),
            _ when type == typeof(char) => Pick(edge, '\0', char.MaxValue, (char)Bits()),
            _ when type == typeof(int) => Pick(edge, int.MinValue, int.MaxValue, (int)Bits()),
            _ when type == typeof(uint) => Pick(edge, 0u, uint.MaxValue, (uint)Bits()),
            _ when type == typeof(long) => Pick(edge, long.MinValue, long.MaxValue, Bits()),
            _ when type == typeof(ulong) => Pick(edge, 0ul, ulong.MaxValue, (ulong)Bits()),
            _ when type == typeof(float) => Pick(edge, -0f, float.NaN, BitConverter.Int32BitsToSingle((int)Bits())),
            _ when type == typeof(double) => Pick(edge, -0d, double.NegativeInfinity, BitConverter.Int64BitsToDouble(Bits())),
            _ when type == typeof(Half) => Pick(edge, -default(Half), Half.NaN, BitConverter.Int16BitsToHalf((short)Bits())),
            _ when type == typeof(Uri) => Address(),
            _ when type == typeof(Version) => Version(edge),
            _ when type == typeof(string) => Text(),
            _ when type == typeof(decimal) => Pick(edge, decimal.MinValue, 0.00m, Decimal()),
            _ when type == typeof(Guid) => Pick(edge, Guid.Empty, Guid.AllBitsSet, new Guid(RandomBytes(16))),
            _ when type == typeof(DateTime) => new DateTime(Ticks(edge), (DateTimeKind)_random.Next(3)),
            _ when type == typeof(DateTimeOffset) => Offset(edge),
            _ when type == typeof(TimeSpan) => Pick(edge, TimeSpan.MinValue, TimeSpan.MaxValue, new TimeSpan(Bits())),
            _ when type == typeof(DateOnly) => Pick(
                edge,
                DateOnly.MinValue,
                DateOnly.MaxValue,
                DateOnly.FromDayNumber(_random.Next(3_652_059))
            ),
            _ when type == typeof(TimeOnly) => Pick(
                edge,
                TimeOnly.MinValue,
                TimeOnly.MaxValue,
                new TimeOnly(_random.NextInt64(864_000_000_000))
            ),
            _ => throw new NotSupportedException($"No random {type}."),
        };
    }

    // An eighth of the time the value is the type's default, which proto3 does not write.
    private T Pick<T>(int edge, T low, T high, T other)
        where T : struct =>
        edge switch
        {
            0 => low,
            1 => high,
            2 when _random.Next(2) == 0 => default,
            _ => other,
        };

    // Numbers of every magnitude, so that varints of every length come.
    private long Bits() => _random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64);

    private long Ticks(int edge) =>
        edge switch
        {
            0 => 0,
            1 => DateTime.MaxValue.Ticks,
            2 => DateTime.UnixEpoch.Ticks - 1,
            _ => _random.NextInt64(DateTime.MaxValue.Ticks),
        };

    private DateTimeOffset Offset(int edge)
    {
        var minutes = _random.Next(-840, 841);
        var utc = Math.Clamp(
            Ticks(edge),
            Math.Max(0, -minutes * TimeSpan.TicksPerMinute),
            DateTime.MaxValue.Ticks - Math.Max(0, minutes * TimeSpan.TicksPerMinute)
        );
        return edge == 2 && minutes % 2 == 0
            ? default
            : new DateTimeOffset(utc + minutes * TimeSpan.TicksPerMinute, TimeSpan.FromMinutes(minutes));
    }

    private decimal Decimal() => new((int)Bits(), (int)Bits(), (int)Bits(), _random.Next(2) == 0, (byte)_random.Next(29));

    private byte[] Bytes() => RandomBytes(_random.Next(8) == 0 ? 200 : _random.Next(6));

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private static readonly string[] s_schemes = ["http://", "HTTPS://", "urn:", "mailto:", "ftp://[::1]:21/", "x-own+1.0:"];

    private Uri Address()
    {
        Uri? uri;
        do
        {
            var text = _random.Next(3) == 0 ? Text() : s_schemes[_random.Next(s_schemes.Length)] + "ex\u00e4mple/" + Text();
            Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out uri);
        } while (uri is null);

        return uri;
    }

    private Version Version(int edge) =>
        edge switch
        {
            0 => new Version(),
            1 => new Version(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue),
            2 => new Version(_random.Next(5), _random.Next(50), _random.Next(3000)),
            _ => new Version(_random.Next(), _random.Next()),
        };

    private string Text()
    {
        var length = _random.Next(10) switch
        {
            0 => 0,
            1 => _random.Next(40, 140),
            _ => _random.Next(1, 12),
        };
        var text = new StringBuilder();
        var isAscii = _random.Next(3) != 0;
        for (var i = 0; i < length; i++)
        {
            var rune = isAscii ? _random.Next(0x80) : _random.Next(0x11_0000);
            text.Append(Rune.IsValid(rune) ? new Rune(rune) : Rune.ReplacementChar);
        }

        return text.ToString();
    }

    private static bool IsNullable(NullabilityInfo info) =>
        info.WriteState == NullabilityState.Nullable || info.ReadState == NullabilityState.Nullable;

    private static bool IsCopy(ConstructorInfo constructor, Type type) =>
        constructor.GetParameters() is [{ } only] && only.ParameterType == type;
}
