using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>TimeOnly</c>, such as 12:30:00.5000000.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TimeOnlyCodec : IJsonCodec<TimeOnly>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, TimeOnly value) => writer.WriteTimeSpan(value.ToTimeSpan());

    /// <inheritdoc />
    public static TimeOnly Read(ref JsonMessageReader reader) => reader.ReadTime();
}
