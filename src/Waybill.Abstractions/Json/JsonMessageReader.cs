using System.Runtime.CompilerServices;
using Waybill.Generated.Json;

namespace Waybill;

/// <summary>
/// Reads JSON (RFC 8259) from one span, as System.Text.Json does with its web defaults. Whatever the bytes, it throws nothing but <see cref="MessageFormatException"/>, and
/// what it allocates is bounded by the bytes that are there. A reader is a value: pass it by reference.
/// </summary>
/// <param name="source">One whole message.</param>
public ref partial struct JsonMessageReader(ReadOnlySpan<byte> source)
{
    private readonly ReadOnlySpan<byte> _source = source;
    private int _position;
    private int _depth;

    /// <summary>How many bytes were read.</summary>
    public readonly int Position => _position;

    /// <summary>Reads a whole message; errors carry the path of the member, in the names of the JSON.</summary>
    /// <exception cref="MessageFormatException">The bytes are no such message; no other exception is thrown for any input.</exception>
    /// <exception cref="InvalidOperationException">The type has no JSON.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> source)
        where T : IMessage<T>
    {
        var json = T.Json ?? throw JsonNesting.NoJson(T.Descriptor);
        var reader = new JsonMessageReader(source);
        try
        {
            reader.SkipBlanks();
            var message = json.Read(ref reader);
            reader.ReadEnd();
            return message;
        }
        catch (MessageFormatException exception) when (reader.Locate(exception, T.Descriptor) || exception.MayTell(T.Descriptor))
        {
            throw exception.WithoutCause(T.Descriptor, reader._position);
        }
        catch (Exception exception) when (exception.IsRefusal())
        {
            var refused = reader.Refused(T.Descriptor, exception);
            reader.Locate(refused, T.Descriptor);
            throw refused.MayTell(T.Descriptor) ? refused.WithoutCause(T.Descriptor, reader._position) : refused;
        }
    }

    /// <summary>Begins an object and finds its first member.</summary>
    /// <param name="names">The names of the message's members.</param>
    /// <returns>The member's index among the names; <see cref="JsonNames.Unknown"/> or <see cref="JsonNames.End"/>.</returns>
    public int FirstMember(JsonNames names)
    {
        Begin((byte)'{', "an object");
        return TryEnd((byte)'}') ? JsonNames.End : ReadName(names, 0);
    }

    /// <summary>Finds the member after one whose value was read.</summary>
    /// <inheritdoc cref="FirstMember" />
    /// <param name="names">The names of the message's members.</param>
    /// <param name="previous">The index of the one before: the next one declared is likely to follow, and is looked for first.</param>
    public int NextMember(JsonNames names, int previous) => TryContinue((byte)'}') ? ReadName(names, previous + 1) : JsonNames.End;

    /// <summary>Takes <c>null</c>, if it comes next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNull() => _position < _source.Length && _source[_position] == (byte)'n' && ReadLiteral("null"u8);

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    public bool ReadBool() =>
        Next() switch
        {
            (byte)'t' when ReadLiteral("true"u8) => true,
            (byte)'f' when ReadLiteral("false"u8) => false,
            _ => throw Expected("true or false"),
        };

    /// <summary>Skips a value that the message does not know.</summary>
    public void Skip()
    {
        switch (Next())
        {
            case (byte)'{':
                SkipObject();
                break;
            case (byte)'[':
                SkipArray();
                break;
            case (byte)'"':
                ReadToken(out _);
                break;
            case (byte)'t':
            case (byte)'f':
                ReadBool();
                break;
            case (byte)'n' when TryReadNull():
                break;
            default:
                ReadNumberToken();
                break;
        }
    }

    /// <summary>The error of a nested message that must be there and is not.</summary>
    /// <param name="name">The member's name in JSON.</param>
    public readonly MessageFormatException Missing(string name) =>
        new("A nested message is missing that is not declared nullable", _position, name, null);

    /// <summary>The error of a union whose case is none that is known: a newer producer's.</summary>
    public readonly MessageFormatException UnknownCase() => Error("The case is none that this union has");

    /// <summary>The error of a union in which no case is set.</summary>
    public readonly MessageFormatException NoCase() => Error("The union has no case");

    /// <summary>An error at a position of the source, by default the current one.</summary>
    /// <param name="problem">What is wrong, as a sentence without its full stop.</param>
    /// <param name="position">Where it is wrong.</param>
    public readonly MessageFormatException Error(string problem, int? position = null) => new(problem, position ?? _position, "", null);

    /// <summary>The error of a value that is of another kind.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal readonly MessageFormatException Expected(string kind) =>
        _position == _source.Length ? Error($"The JSON ends where {kind} should be")
        : _source[_position] == (byte)'n' ? Error($"null stands where {kind} must be")
        : Error($"Here should be {kind}");

    internal readonly MessageFormatException Refused(MessageDescriptor descriptor, Exception exception) =>
        MessageRefusal.Create(descriptor.Name, exception, _position);

    internal readonly MessageFormatException RefusedAbsent(string name, Exception exception) =>
        MessageRefusal.CreateAbsent(name, exception, _position);

    /// <summary>The byte that comes next; 0 at the end.</summary>
    private readonly byte Next() => _position < _source.Length ? _source[_position] : (byte)0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipBlanks()
    {
        if (_position < _source.Length && _source[_position] <= (byte)' ')
        {
            SkipManyBlanks();
        }
    }

    private void SkipManyBlanks()
    {
        while (_position < _source.Length && _source[_position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _position++;
        }
    }

    private bool ReadLiteral(ReadOnlySpan<byte> literal)
    {
        if (!_source[_position..].StartsWith(literal))
        {
            throw Error("This is no JSON value");
        }

        _position += literal.Length;
        return true;
    }

    private int ReadName(JsonNames names, int expected)
    {
        if (names.TryMatch(_source[_position..], expected, out var length))
        {
            _position += length;
            SkipBlanks();
            return expected;
        }

        var name = ReadTextBytes("a member's name");
        ReadColon();
        return names.Find(name);
    }

    private void ReadColon()
    {
        SkipBlanks();
        if (Next() != (byte)':')
        {
            throw Expected("a colon");
        }

        _position++;
        SkipBlanks();
    }

    /// <summary>Takes an opening bracket, and the blanks behind it.</summary>
    private void Begin(byte bracket, string kind)
    {
        if (Next() != bracket)
        {
            throw Expected(kind);
        }

        if (++_depth > JsonMessageWriter.MaxDepth)
        {
            throw Error($"Objects and arrays lie more than {JsonMessageWriter.MaxDepth} deep");
        }

        _position++;
        SkipBlanks();
    }

    /// <summary>Takes the closing bracket of an object or array without elements.</summary>
    private bool TryEnd(byte bracket)
    {
        if (Next() != bracket)
        {
            return false;
        }

        _position++;
        _depth--;
        return true;
    }

    /// <summary>Takes what follows an element: a comma, or the closing bracket.</summary>
    /// <returns>Whether another element follows.</returns>
    private bool TryContinue(byte bracket)
    {
        SkipBlanks();
        var next = Next();
        if (next == (byte)',')
        {
            _position++;
            SkipBlanks();
            return true;
        }

        return TryEnd(bracket) ? false : throw Expected(bracket == (byte)'}' ? "a comma or }" : "a comma or ]");
    }

    private void ReadEnd()
    {
        SkipBlanks();
        if (_position != _source.Length)
        {
            throw Error("Something follows the message");
        }
    }

    private void SkipObject()
    {
        Begin((byte)'{', "an object");
        var more = !TryEnd((byte)'}');
        while (more)
        {
            ReadToken(out _);
            ReadColon();
            Skip();
            more = TryContinue((byte)'}');
        }
    }

    private void SkipArray()
    {
        Begin((byte)'[', "an array");
        var more = !TryEnd((byte)']');
        while (more)
        {
            Skip();
            more = TryContinue((byte)']');
        }
    }

    // Runs as an exception filter, so that well-formed messages pay nothing for their path.
    private readonly bool Locate(MessageFormatException exception, MessageDescriptor descriptor)
    {
        if (!descriptor.IsSensitive)
        {
            exception.Prepend(JsonPath.Find(_source, exception.ByteOffset));
        }
        else if (JsonPath.FindOutermost(_source, exception.OffsetOr(_position)) is { Length: > 0 } outermost)
        {
            exception.Replace(outermost);
        }

        return exception.Prepend(descriptor.Name[(descriptor.Name.LastIndexOf('.') + 1)..]);
    }
}
