namespace Waybill;

/// <summary>Bytes that are not the message they should be. The only exception that reading hostile bytes gives.</summary>
public sealed class MessageFormatException : WaybillException
{
    private readonly string _problem;

    // The path that user code gave; null for an error of Waybill's own.
    private readonly string? _told;

    private string _path = "";

    // Of the message that the exception is leaving, the field whose name is not yet in the path; 0 for none.
    private uint _tag;

    /// <summary>What is wrong, and where.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="byteOffset">Where, in bytes from the beginning of the outermost message.</param>
    /// <param name="fieldPath">The field, such as <c>OrderCreated.Lines[3].Price</c> or as much of it as is known.</param>
    public MessageFormatException(string message, int byteOffset, string fieldPath)
        : base(message)
    {
        _problem = message;
        _told = fieldPath;
        ByteOffset = byteOffset;
    }

    /// <summary>What is wrong with a field whose name only its message's reader knows.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="byteOffset">Where.</param>
    /// <param name="tag">The field's tag; 0 where no field is at fault.</param>
    /// <param name="innerException">What a constructor or a setter threw.</param>
    internal MessageFormatException(string message, int byteOffset, uint tag, Exception? innerException = null)
        : base(message, innerException)
    {
        _problem = message;
        _tag = tag;
        ByteOffset = byteOffset;
    }

    /// <summary>What is wrong with a field that is known, said by Waybill itself.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="byteOffset">Where.</param>
    /// <param name="fieldPath">The field.</param>
    /// <param name="innerException">What a converter threw; null for nothing.</param>
    internal MessageFormatException(string message, int byteOffset, string fieldPath, Exception? innerException)
        : base(message, innerException)
    {
        _problem = message;
        _path = fieldPath;
        ByteOffset = byteOffset;
    }

    /// <inheritdoc />
    public override string Message => $"{_problem} (at byte {ByteOffset}{(FieldPath.Length == 0 ? "" : $", in {FieldPath}")})";

    /// <summary>Where, in bytes from the beginning of the outermost message.</summary>
    public int ByteOffset { get; }

    /// <summary>The field that was being read; empty when none was.</summary>
    public string FieldPath => Join(_path, _told ?? "");

    /// <summary>
    /// Puts an outer step before the path. Called by exception filters on the exception's way out; hence it returns false: nothing is caught.
    /// </summary>
    internal bool Prepend(string step)
    {
        _path = Join(step, _path);
        return false;
    }

    /// <summary>Whether user code may have told a sensitive value in its own exception.</summary>
    internal bool MayTell(MessageDescriptor message) => message.IsSensitive && (InnerException is not null || _told is not null);

    /// <summary>The same without what user code said of the values.</summary>
    /// <param name="message">The outermost message.</param>
    /// <param name="position">How far the reader came.</param>
    internal MessageFormatException WithoutCause(MessageDescriptor message, int position) =>
        new(_told is null ? _problem : MessageRefusal.Describe(message.Name, this), OffsetOr(position), _path, null);

    /// <summary>Where Waybill found it; how far the reader came, for what user code found.</summary>
    internal int OffsetOr(int position) => _told is null ? ByteOffset : position;

    /// <summary>Puts another path in the place of the one so far.</summary>
    internal void Replace(string path) => _path = path;

    /// <summary>Names the field of the message that the exception leaves, and says of which field of the outer message that one was the value.</summary>
    /// <inheritdoc cref="Prepend" />
    internal bool Locate(MessageDescriptor message, uint outer)
    {
        Prepend(message.FieldName((int)(_tag >> 3)));
        return IsWithin(outer);
    }

    /// <summary>Says of which field that was the value.</summary>
    /// <inheritdoc cref="Prepend" />
    internal bool IsWithin(uint tag)
    {
        _tag = tag;
        return false;
    }

    private static string Join(string step, string path) =>
        step.Length == 0 || path.Length == 0 || path[0] == '[' ? step + path : $"{step}.{path}";
}
