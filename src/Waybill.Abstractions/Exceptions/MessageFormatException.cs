namespace Waybill;

/// <summary>Bytes that are not the message they should be. The only exception that reading hostile bytes gives.</summary>
public sealed class MessageFormatException : WaybillException
{
    /// <summary>What is wrong, and where.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="byteOffset">Where, in bytes from the beginning of the outermost message.</param>
    /// <param name="fieldPath">The field, such as <c>OrderCreated.lines[3].price</c> or as much of it as is known.</param>
    public MessageFormatException(string message, int byteOffset, string fieldPath)
        : base($"{message} (at byte {byteOffset}{(fieldPath.Length == 0 ? "" : $", in {fieldPath}")})")
    {
        ByteOffset = byteOffset;
        FieldPath = fieldPath;
    }

    /// <summary>Where, in bytes from the beginning of the outermost message.</summary>
    public int ByteOffset { get; }

    /// <summary>The field that was being read; empty when none was.</summary>
    public string FieldPath { get; }
}
