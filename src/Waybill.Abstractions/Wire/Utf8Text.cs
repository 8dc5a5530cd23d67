using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Waybill;

/// <summary>Makes text of UTF-8, looking at each byte once where the text is short.</summary>
internal static class Utf8Text
{
    private const int Short = 256;

    /// <summary>Reads a text.</summary>
    /// <returns>False when the bytes are not valid UTF-8.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out string? text)
    {
        if (utf8.Length > Short)
        {
            text = Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;
            return text is not null;
        }

        if (ShortAscii.IsAscii(utf8))
        {
            text = Widen(utf8);
            return true;
        }

        return TryTranscode(utf8, out text);
    }

    private static string Widen(ReadOnlySpan<byte> ascii)
    {
        if (ascii.IsEmpty)
        {
            return "";
        }

        // Nobody has seen the new text yet; string.Create does the same, through a delegate.
        var text = new string('\0', ascii.Length);
        ShortAscii.Widen(ascii, MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(text.AsSpan()), text.Length));
        return text;
    }

    // No character is made of less than one byte, so that all have room. Of what the stack holds, only what was written is read.
    [SkipLocalsInit]
    private static bool TryTranscode(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out string? text)
    {
        Span<char> characters = stackalloc char[Short];
        var status = Utf8.ToUtf16(utf8, characters, out _, out var written, replaceInvalidSequences: false);
        text = status == OperationStatus.Done ? new string(characters[..written]) : null;
        return text is not null;
    }
}
