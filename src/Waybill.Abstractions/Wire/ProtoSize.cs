using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Waybill.Generated;

/// <summary>Upper bounds, in bytes, of what <see cref="ProtoWriter"/> writes for a field, its tag included. Sums that pass int.MaxValue throw.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ProtoSize
{
    /// <summary>The most that a tag or a length takes.</summary>
    internal const int Prefix = 5;

    /// <summary>A field that is written unless it is the default.</summary>
    /// <exception cref="ArgumentNullException">A nested message or converted value that must be there is null.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of<TCodec, T>(T value, int depth, [CallerArgumentExpression(nameof(value))] string expression = "")
        where TCodec : IWireCodec<T>
    {
        // Of a number, a bound that does not look at it is nearer than the question whether it is written at all.
        if (!typeof(T).IsValueType)
        {
            if (TCodec.IsDefault(value))
            {
                return 0;
            }

            if (value is null)
            {
                throw Unset(expression);
            }
        }

        return checked(Prefix + TCodec.GetSizeBound(value, depth));
    }

    /// <summary>A field with presence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfOptional<TCodec, T>(T? value, int depth)
        where TCodec : IWireCodec<T>
        where T : struct => value.HasValue ? checked(Prefix + TCodec.GetSizeBound(value.GetValueOrDefault(), depth)) : 0;

    /// <inheritdoc cref="OfOptional{TCodec, T}(T?, int)" />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int OfOptional<TCodec, T>(T? value, int depth)
        where TCodec : IWireCodec<T>
        where T : class => value is null ? 0 : checked(Prefix + TCodec.GetSizeBound(value, depth));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ArgumentNullException Unset(string expression) =>
        new(expression, "A nested message or converted value that is not declared nullable must be set before publishing.");

    /// <summary>Nothing: makes sure that an object is of the very type that is written.</summary>
    /// <exception cref="ArgumentException">It is of a derived type, whose own members would be lost.</exception>
    public static int OfExactly<T>(T value)
        where T : class
    {
        RequireExactly(value, typeof(T));
        return 0;
    }

    /// <inheritdoc cref="OfExactly{T}" />
    internal static void RequireExactly(object value, Type type)
    {
        if (value.GetType() != type)
        {
            throw new ArgumentException(
                $"A {value.GetType()} cannot be written as the {type} that the message declares: part of it would be lost."
            );
        }
    }

    // Without the first half, code that is not yet optimized boxes structs to compare them with null.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNull<T>([NotNullWhen(false)] T value) => !typeof(T).IsValueType && value is null;
}
