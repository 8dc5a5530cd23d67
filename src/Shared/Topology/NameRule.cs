using System.Text;

namespace Waybill.Topologies;

/// <summary>Names of exchanges, queues, message types and producers, and routing patterns: what every transport can carry.</summary>
internal static class NameRule
{
    /// <summary>The greatest length of a name in bytes of UTF-8, as AMQP 0-9-1 has it.</summary>
    public const int MaxBytes = 255;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="what">The thing and how it is written, such as <c>The exchange name 'orders'</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="report">Takes the problem.</param>
    public static void Check(string what, string name, Action<string> report)
    {
        if (name.Length == 0)
        {
            report($"{what} is empty. Give it 1 to {MaxBytes} bytes.");
        }
        else if (name.Any(char.IsControl))
        {
            report($"{what} holds a control character. Use printable characters only.");
        }
        else if (Bytes(name) is not { } bytes)
        {
            report($"{what} is no valid Unicode: it holds half a surrogate pair. Write it anew.");
        }
        else if (bytes > MaxBytes)
        {
            report($"{what} has {bytes} bytes of UTF-8; {MaxBytes} are allowed. Shorten it.");
        }
    }

    private static int? Bytes(string name)
    {
        try
        {
            return s_strict.GetByteCount(name);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
