using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>DateTimeOffset</c> by ISO 8601-1, such as 2026-01-31T12:30:00.5+01:00.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateTimeOffsetCodec : IJsonCodec<DateTimeOffset>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, DateTimeOffset value) => writer.WriteDateTimeOffset(value);

    /// <inheritdoc />
    public static DateTimeOffset Read(ref JsonMessageReader reader) => reader.ReadDateTimeOffset();
}
