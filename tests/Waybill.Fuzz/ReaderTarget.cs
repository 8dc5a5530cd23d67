namespace Waybill.Fuzz;

/// <summary>The reader of one message type in one format.</summary>
internal abstract class ReaderTarget
{
    /// <summary>What the command line calls it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it reads by spans alone, so that it cannot look past its bytes unnoticed.</summary>
    public abstract bool IsBounded { get; }

    /// <summary>Whether an error's path begins with the message's name.</summary>
    public abstract bool IsPath(string path);

    /// <summary>The bytes of a few messages, to be damaged.</summary>
    public abstract IReadOnlyList<byte[]> Originals(int count);

    public abstract byte[] Encode(object message);

    public abstract object Decode(ReadOnlySpan<byte> bytes);

    /// <summary>The bytes damaged at random.</summary>
    /// <param name="bytes">What is damaged.</param>
    /// <param name="other">Where other bytes may come from.</param>
    /// <param name="random">What decides.</param>
    public abstract byte[] Damage(byte[] bytes, byte[] other, Random random);

    /// <summary>What somebody else's reader of the format has against bytes that made a message; null for nothing.</summary>
    public abstract string? Objection(ReadOnlySpan<byte> bytes);

    /// <summary>Whether a message that was read cannot be written for a reason that the format's documentation names.</summary>
    public abstract bool IsUnspeakable(Exception exception);
}
