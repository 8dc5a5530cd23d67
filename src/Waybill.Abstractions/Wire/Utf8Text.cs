using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Waybill;

/// <summary>Makes text of UTF-8, looking at each byte of a short one once.</summary>
internal static class Utf8Text
{
    private const int Short = 256;

    /// <summary>Reads a text.</summary>
    /// <returns>Null when the bytes are not valid UTF-8.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static string? Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (utf8.Length > Short || !ShortAscii.IsAscii(utf8))
        {
            return Transcode(utf8);
        }

        // Nobody has seen the new text yet; string.Create does the same, through a delegate.
        var text = new string('\0', utf8.Length);
        ShortAscii.Widen(utf8, MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(text.AsSpan()), text.Length));
        return text;
    }

    // No character is made of less than one byte, so that all have room. Of what the stack holds, only what was written is read.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string? Transcode(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Short)
        {
            return Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;
        }

        Span<char> characters = stackalloc char[Short];
        var status = Utf8.ToUtf16(utf8, characters, out _, out var written, replaceInvalidSequences: false);
        return status == OperationStatus.Done ? new string(characters[..written]) : null;
    }
}
