using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>TimeSpan</c>, such as 1.12:30:00.5000000.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TimeSpanCodec : IJsonCodec<TimeSpan>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, TimeSpan value) => writer.WriteTimeSpan(value);

    /// <inheritdoc />
    public static TimeSpan Read(ref JsonMessageReader reader) => reader.ReadTimeSpan();
}
