using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Waybill.Generated;

/// <summary>Upper bounds, in bytes, of what <see cref="ProtoWriter"/> writes for a field, its tag included. Sums that pass int.MaxValue throw.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ProtoSize
{
    /// <summary>The most that a tag or a length takes.</summary>
    internal const int Prefix = 5;

    /// <summary>A field that is written unless it is the default.</summary>
    /// <exception cref="ArgumentNullException">A nested message that must be there is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of<TCodec, T>(T value, [CallerArgumentExpression(nameof(value))] string expression = "")
        where TCodec : IWireCodec<T>
    {
        if (TCodec.IsDefault(value))
        {
            return 0;
        }

        if (IsNull(value))
        {
            throw new ArgumentNullException(expression, "A nested message that is not declared nullable must be set before publishing.");
        }

        return checked(Prefix + TCodec.GetSizeBound(value));
    }

    /// <summary>A field with presence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfOptional<TCodec, T>(T? value)
        where TCodec : IWireCodec<T>
        where T : struct => value.HasValue ? checked(Prefix + TCodec.GetSizeBound(value.GetValueOrDefault())) : 0;

    /// <inheritdoc cref="OfOptional{TCodec, T}(T?)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfOptional<TCodec, T>(T? value)
        where TCodec : IWireCodec<T>
        where T : class => value is null ? 0 : checked(Prefix + TCodec.GetSizeBound(value));

    /// <summary>A repeated field.</summary>
    /// <exception cref="ArgumentNullException">An element is null.</exception>
    public static int OfRepeated<TCodec, T>(ReadOnlySpan<T> items)
        where TCodec : IWireCodec<T>
    {
        var size = 2 * Prefix;
        foreach (var item in items)
        {
            size = checked(size + Element<TCodec, T>(item));
        }

        return size;
    }

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T})" />
    public static int OfRepeated<TCodec, T>(T[]? items)
        where TCodec : IWireCodec<T> => OfRepeated<TCodec, T>(new ReadOnlySpan<T>(items));

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T})" />
    public static int OfRepeated<TCodec, T>(List<T>? items)
        where TCodec : IWireCodec<T> => OfRepeated<TCodec, T>((ReadOnlySpan<T>)CollectionsMarshal.AsSpan(items));

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T})" />
    public static int OfRepeated<TCodec, T>(ImmutableArray<T> items)
        where TCodec : IWireCodec<T> => OfRepeated<TCodec, T>(items.AsSpan());

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T})" />
    public static int OfRepeated<TCodec, T>(ImmutableArray<T>? items)
        where TCodec : IWireCodec<T> => OfRepeated<TCodec, T>(items.GetValueOrDefault().AsSpan());

    /// <inheritdoc cref="OfRepeated{TCodec, T}(ReadOnlySpan{T})" />
    public static int OfRepeated<TCodec, T>(IReadOnlyList<T>? items)
        where TCodec : IWireCodec<T>
    {
        var size = 2 * Prefix;
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            size = checked(size + Element<TCodec, T>(items![i]));
        }

        return size;
    }

    /// <summary>A map.</summary>
    /// <exception cref="ArgumentNullException">A value is null.</exception>
    public static int OfMap<TKeyCodec, TKey, TValueCodec, TValue>(Dictionary<TKey, TValue>? map)
        where TKeyCodec : IWireCodec<TKey>
        where TKey : notnull
        where TValueCodec : IWireCodec<TValue>
    {
        var size = 0;
        if (map is not null)
        {
            foreach (var (key, value) in map)
            {
                size = checked(size + 2 * Prefix + Element<TKeyCodec, TKey>(key) + Element<TValueCodec, TValue>(value));
            }
        }

        return size;
    }

    private static int Element<TCodec, T>(T item)
        where TCodec : IWireCodec<T>
    {
        if (IsNull(item))
        {
            throw new ArgumentNullException(nameof(item), $"A collection of {typeof(T)} holds null, which has no place on the wire.");
        }

        return checked(Prefix + TCodec.GetSizeBound(item));
    }

    // Without the first half, code that is not yet optimized boxes structs to compare them with null.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNull<T>([NotNullWhen(false)] T value) => !typeof(T).IsValueType && value is null;
}
