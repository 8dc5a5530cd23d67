namespace Waybill;

/// <summary>
/// Writes a type as another one that has a form on the wire, where <see cref="SerializeWithAttribute"/> names the converter: a type of somebody else's, or one whose
/// form is its own affair. What goes for <typeparamref name="TWire"/> then goes for <typeparamref name="T"/>: its bytes, its schema, and whether it can be a key.
/// </summary>
/// <typeparam name="T">The type in messages. Null is not the converter's business: a nullable member that is null is absent on the wire.</typeparam>
/// <typeparam name="TWire">The type on the wire: any single value that a message may carry, and no collection.</typeparam>
public interface IWireConverter<T, TWire>
{
    /// <summary>
    /// What is written for a value. Called more than once for each write, by any thread; the same value must give the same result. An exception goes to whoever
    /// publishes.
    /// </summary>
    static abstract TWire ToWire(T value);

    /// <summary>
    /// The value of what was written; of what an absent field reads as, too, where a member is not nullable. An exception makes the bytes a
    /// <see cref="MessageFormatException"/> that holds it.
    /// </summary>
    static abstract T FromWire(TWire value);
}
