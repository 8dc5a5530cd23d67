using System.ComponentModel;

namespace Waybill.Generated;

/// <summary>Calls converters, whose members may be implemented explicitly.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Converted
{
    /// <summary>What is written for a value.</summary>
    /// <exception cref="InvalidOperationException">The converter gives null.</exception>
    public static TWire ToWire<TConverter, T, TWire>(T value)
        where TConverter : IWireConverter<T, TWire>
    {
        var converted = TConverter.ToWire(value);
        return typeof(TWire).IsValueType || converted is not null
            ? converted
            : throw new InvalidOperationException(
                $"{typeof(TConverter)} converts a {typeof(T)} to null. What it converts to must not be null; make the member nullable for what is not there."
            );
    }
}
