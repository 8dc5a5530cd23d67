using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Waybill.Generated;

/// <summary>Holds a converted field while a message is read: what an absent one is, the converter is only asked when it is absent.</summary>
/// <typeparam name="T">The C# type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage(
    "Performance",
    "CA1815:Override equals and operator equals on value types",
    Justification = "Lives while a message is read."
)]
public struct ConvertedField<T>
{
    private T? _value;
    private bool _isPresent;

    /// <summary>Takes the value that was read; the last one counts.</summary>
    public void Set(T value) => (_value, _isPresent) = (value, true);

    /// <inheritdoc cref="OrAbsent{TCodec}(ref ProtoReader, string)" />
    public readonly T OrAbsent<TCodec>(ref JsonMessageReader reader, string field)
        where TCodec : IWireCodec<T>
    {
        var value = OrAbsent<TCodec>(out var refusal);
        return refusal is null ? value : throw reader.RefusedAbsent(field, refusal);
    }

    /// <summary>The value, or what the converter makes of an absent one.</summary>
    /// <param name="reader">Where the message is read from.</param>
    /// <param name="field">The field's name.</param>
    /// <exception cref="MessageFormatException">The field is absent, and the converter does not take that.</exception>
    public readonly T OrAbsent<TCodec>(ref ProtoReader reader, string field)
        where TCodec : IWireCodec<T>
    {
        var value = OrAbsent<TCodec>(out var refusal);
        return refusal is null ? value : throw reader.RefusedAbsent(field, refusal);
    }

    private readonly T OrAbsent<TCodec>(out Exception? refusal)
        where TCodec : IWireCodec<T>
    {
        refusal = null;
        if (_isPresent)
        {
            return _value!;
        }

        try
        {
            return TCodec.Absent;
        }
        catch (Exception exception) when (exception.IsRefusal())
        {
            refusal = exception;
            return default!;
        }
    }
}
