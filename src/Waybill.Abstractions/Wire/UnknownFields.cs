using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>
/// The fields that a message does not know, as bytes, in the order in which they came. Immutable once the message was read; compares by content. The default
/// value is none, and holds no memory.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct UnknownFields : IEquatable<UnknownFields>
{
    private byte[]? _bytes;

    /// <summary>How many bytes they take on the wire, their tags included.</summary>
    public int Length { readonly get; private set; }

    internal readonly ReadOnlySpan<byte> Bytes => new(_bytes, 0, Length);

    /// <inheritdoc />
    public readonly bool Equals(UnknownFields other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc />
    public override readonly bool Equals(object? obj) => obj is UnknownFields other && Equals(other);

    /// <inheritdoc />
    public override readonly int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>Adds one field while a message is read. What is reserved is at most twice the bytes that were there, and room for a tag.</summary>
    internal void Append(uint tag, ReadOnlySpan<byte> value)
    {
        const int MaxTag = 5;
        var needed = checked(Length + MaxTag + value.Length);
        if (needed > (_bytes?.Length ?? 0))
        {
            Array.Resize(ref _bytes, Math.Max(needed, 2 * Length));
        }

        var writer = new ProtoWriter(_bytes.AsSpan(Length));
        writer.WriteTag(tag);
        Length += writer.Position;
        value.CopyTo(_bytes.AsSpan(Length));
        Length += value.Length;
    }

    /// <summary>Whether both hold the same bytes.</summary>
    public static bool operator ==(UnknownFields left, UnknownFields right) => left.Equals(right);

    /// <summary>Whether they hold other bytes.</summary>
    public static bool operator !=(UnknownFields left, UnknownFields right) => !left.Equals(right);
}
