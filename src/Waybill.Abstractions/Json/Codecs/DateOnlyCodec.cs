using System.ComponentModel;

namespace Waybill.Generated.Json;

/// <summary><c>DateOnly</c>, such as 2026-01-31.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateOnlyCodec : IJsonCodec<DateOnly>
{
    /// <inheritdoc />
    public static bool IsText => true;

    /// <inheritdoc />
    public static void Write(ref JsonMessageWriter writer, DateOnly value) => writer.WriteDate(value);

    /// <inheritdoc />
    public static DateOnly Read(ref JsonMessageReader reader) => reader.ReadDate();
}
