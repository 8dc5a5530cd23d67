using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Waybill.Generated;

/// <summary>A message nested in another. It has presence: a default one, too, is written.</summary>
/// <typeparam name="T">The nested message's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MessageCodec<T> : IWireCodec<T>
    where T : IMessage<T>
{
    /// <inheritdoc />
    public static uint WireType => WireTags.LengthDelimited;

    /// <inheritdoc />
    public static bool IsPackable => false;

    /// <inheritdoc />
    public static T Absent => ProtoReader.Decode<T>([]);

    /// <inheritdoc />
    public static bool IsDefault(T value) => false;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int GetSizeBound(T value, int depth) =>
        depth < ProtoReader.MaxDepth ? checked(ProtoSize.Prefix + T.GetSizeBound(value, depth + 1)) : throw ProtoWriter.TooDeep<T>();

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(ref ProtoWriter writer, T value) => writer.WriteMessage(value);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read(ref ProtoReader reader) => reader.ReadMessage<T>();
}
