using System.ComponentModel;

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
    public static T Absent
    {
        get
        {
            var reader = new ProtoReader([]);
            return TShape.Read(ref reader);
        }
    }

    /// <inheritdoc />
    public static bool IsDefault(T value) => false;

    /// <inheritdoc />
    public static int GetSizeBound(T value)
    {
        ProtoSize.EnsureDepth<T>();
        return checked(ProtoSize.Prefix + TShape.GetSizeBound(value));
    }

    /// <inheritdoc />
    public static void Write(ref ProtoWriter writer, T value) => writer.WriteMessage<TShape, T>(value);

    /// <inheritdoc />
    public static T Read(ref ProtoReader reader) => reader.ReadMessage<TShape, T>();
}
