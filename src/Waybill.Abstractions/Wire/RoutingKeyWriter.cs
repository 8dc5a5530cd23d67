using System.Buffers;
using System.Text.Unicode;

namespace Waybill;

/// <summary>Writes a routing key as UTF-8, word by word. Used by generated code.</summary>
public ref struct RoutingKeyWriter(Span<byte> destination)
{
    /// <summary>The greatest length of a routing key in bytes of UTF-8, as AMQP 0-9-1 has it.</summary>
    public const int MaxBytes = 255;

    private readonly Span<byte> _destination = destination[..Math.Min(destination.Length, MaxBytes)];

    /// <summary>How many bytes were written.</summary>
    public int Length { get; private set; }

    /// <summary>Writes literal text of the template.</summary>
    public void WriteLiteral(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.TryCopyTo(_destination[Length..]))
        {
            throw TooLong();
        }

        Length += utf8.Length;
    }

    /// <summary>Writes a property's value as one word.</summary>
    /// <exception cref="RoutingKeyException">The value is null or empty, holds a dot, or makes the key too long.</exception>
    public void WriteWord(ReadOnlySpan<char> value, string property)
    {
        if (value.IsEmpty)
        {
            throw new RoutingKeyException(
                $"{property} is null or empty, and a word of a routing key cannot be. Set it before publishing.",
                property
            );
        }

        if (value.Contains('.'))
        {
            throw new RoutingKeyException(
                $"{property} holds a dot, and a word of a routing key cannot. Publish a value without one, or choose another property.",
                property
            );
        }

        switch (Utf8.FromUtf16(value, _destination[Length..], out _, out var written, replaceInvalidSequences: false))
        {
            case OperationStatus.DestinationTooSmall:
                throw TooLong();
            case not OperationStatus.Done:
                throw HalfPair(property);
        }

        Length += written;
    }

    /// <summary>Writes a formattable property's value (a number, a Guid) as one word, in the invariant culture.</summary>
    /// <exception cref="RoutingKeyException">The value's text holds a dot, is half a surrogate pair or makes the key too long.</exception>
    public void WriteWord<T>(T value, string property)
        where T : IUtf8SpanFormattable
    {
        if (value is char letter && char.IsSurrogate(letter))
        {
            // Its own formatter would say so with an exception about an argument that nobody passed.
            throw HalfPair(property);
        }

        var rest = _destination[Length..];
        if (!value.TryFormat(rest, out var written, default, System.Globalization.CultureInfo.InvariantCulture))
        {
            throw TooLong();
        }

        if (rest[..written].Contains((byte)'.'))
        {
            throw new RoutingKeyException(
                $"{property} holds a dot, and a word of a routing key cannot. Choose another property.",
                property
            );
        }

        Length += written;
    }

    /// <inheritdoc cref="WriteWord{T}(T, string)" />
    /// <exception cref="RoutingKeyException">The value is null.</exception>
    public void WriteWord<T>(T? value, string property)
        where T : struct, IUtf8SpanFormattable
    {
        if (value is { } word)
        {
            WriteWord(word, property);
        }
        else
        {
            WriteWord(default(ReadOnlySpan<char>), property);
        }
    }

    /// <summary>Writes <c>true</c> or <c>false</c>.</summary>
    /// <exception cref="RoutingKeyException">The value is null, or makes the key too long.</exception>
    public void WriteWord(bool? value, string property) =>
        WriteWord(
            value switch
            {
                true => "true",
                false => "false",
                null => "",
            },
            property
        );

    /// <summary>Writes the name of an enum's value.</summary>
    /// <exception cref="RoutingKeyException">The value is null or has no name, or makes the key too long.</exception>
    public void WriteName(string? name, string property)
    {
        if (name is null)
        {
            throw new RoutingKeyException(
                $"{property} is null or a value without a name, and a word of a routing key cannot be. Set it to a named value before publishing.",
                property
            );
        }

        WriteWord(name, property);
    }

    private static RoutingKeyException TooLong() =>
        new($"The routing key is longer than {MaxBytes} bytes of UTF-8. Publish shorter values.");

    private static RoutingKeyException HalfPair(string property) =>
        new($"{property} holds half a surrogate pair, which UTF-8 cannot say. Mend the text before publishing.", property);
}
