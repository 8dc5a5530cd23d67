namespace Waybill;

/// <summary>Bytes that are not the message they should be. The only exception that reading hostile bytes gives.</summary>
public sealed class MessageFormatException : WaybillException
{
    private readonly string _problem;

    /// <summary>What is wrong, and where.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="byteOffset">Where, in bytes from the beginning of the outermost message.</param>
    /// <param name="fieldPath">The field, such as <c>OrderCreated.Lines[3].Price</c> or as much of it as is known.</param>
    public MessageFormatException(string message, int byteOffset, string fieldPath)
        : base(message)
    {
        _problem = message;
        ByteOffset = byteOffset;
        FieldPath = fieldPath;
    }

    internal MessageFormatException(string message, int byteOffset, string fieldPath, Exception innerException)
        : base(message, innerException)
    {
        _problem = message;
        ByteOffset = byteOffset;
        FieldPath = fieldPath;
    }

    /// <inheritdoc />
    public override string Message => $"{_problem} (at byte {ByteOffset}{(FieldPath.Length == 0 ? "" : $", in {FieldPath}")})";

    /// <summary>Where, in bytes from the beginning of the outermost message.</summary>
    public int ByteOffset { get; }

    /// <summary>The field that was being read; empty when none was.</summary>
    public string FieldPath { get; private set; }

    /// <summary>
    /// Puts an outer step before the path. Called by exception filters on the exception's way out, so that reading well-formed bytes pays nothing for it;
    /// hence it returns false: nothing is caught.
    /// </summary>
    internal bool Prepend(string step)
    {
        if (step.Length != 0)
        {
            FieldPath = FieldPath.Length == 0 || FieldPath[0] == '[' ? step + FieldPath : $"{step}.{FieldPath}";
        }

        return false;
    }
}
