using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Waybill.Generated;

/// <summary>A nested message that another type reads and writes. It has presence: a default one, too, is written.</summary>
/// <typeparam name="TShape">What reads and writes it.</typeparam>
/// <typeparam name="T">The nested message's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ShapeCodec<TShape, T> : IWireCodec<T>
    where TShape : IMessageShape<T>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    public static T Absent => ProtoReader.Empty<TShape, T>();

    /// <inheritdoc />
    public static bool IsDefault(T value) => false;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int GetSizeBound(T value, int depth) =>
        depth < ProtoReader.MaxDepth ? checked(ProtoSize.Prefix + TShape.GetSizeBound(value, depth + 1)) : throw ProtoWriter.TooDeep<T>();

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref ProtoWriter writer, T value) => writer.WriteMessage<TShape, T>(value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read(ref ProtoReader reader) => reader.ReadMessage<TShape, T>();
}
