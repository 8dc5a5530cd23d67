using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>DateTime</c> by ISO 8601-1: Z for UTC, the offset for local time, neither where its kind is not specified.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateTimeCodec : IJsonCodec<DateTime>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, DateTime value) => writer.WriteDateTime(value);

    /// <inheritdoc />
    public static DateTime Read(ref JsonMessageReader reader) => reader.ReadDateTime();
}
