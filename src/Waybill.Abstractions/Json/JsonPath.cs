using System.Globalization;
using System.Text;

namespace Waybill;

/// <summary>Finds where in a JSON text a byte lies. Used for errors only, so that reading keeps no account of it.</summary>
internal static class JsonPath
{
    private const int MaxNameLength = 64;

    /// <summary>The path, such as <c>lines[3].price</c>; of text that is no JSON as much as can be made out. Empty for the outermost object.</summary>
    public static string Find(ReadOnlySpan<byte> source, int offset)
    {
        var path = new StringBuilder();
        foreach (var frame in Frames(source, offset).Reverse())
        {
            if (!frame.IsObject)
            {
                path.Append('[').Append(frame.Index.ToString(CultureInfo.InvariantCulture)).Append(']');
            }
            else if (frame.Name is { } name)
            {
                path.Append(path.Length == 0 ? "" : ".").Append(name);
            }
        }

        return path.ToString();
    }

    /// <summary>
    /// The member of the outermost object; empty where there is none. Deeper in a name may be the key of a map, and one without a colon anything: values, which a message with sensitive
    /// members does not tell.
    /// </summary>
    public static string FindOutermost(ReadOnlySpan<byte> source, int offset)
    {
        var frames = Frames(source, offset);
        return frames.Count > 0 && frames.Last() is { IsObject: true, Name: { } name, NameEnd: var end } && IsFollowedByColon(source[end..])
            ? name
            : "";
    }

    private static bool IsFollowedByColon(ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(" \n\r\t"u8);
        return !rest.IsEmpty && rest[0] == (byte)':';
    }

    private static Stack<Frame> Frames(ReadOnlySpan<byte> source, int offset)
    {
        var frames = new Stack<Frame>();
        var end = Math.Min(offset, source.Length);
        for (var i = 0; i < end; i++)
        {
            switch (source[i])
            {
                case (byte)'{':
                    frames.Push(new Frame(IsObject: true));
                    break;
                case (byte)'[':
                    frames.Push(new Frame(IsObject: false));
                    break;
                case (byte)'}' or (byte)']':
                    frames.TryPop(out _);
                    break;
                case (byte)',' when frames.TryPop(out var frame):
                    frames.Push(frame.IsObject ? frame with { Name = null } : frame with { Index = frame.Index + 1 });
                    break;
                case (byte)'"':
                    var length = TextLength(source[(i + 1)..]);
                    if (frames.TryPeek(out var owner) && owner is { IsObject: true, Name: null })
                    {
                        frames.Pop();
                        frames.Push(
                            owner with
                            {
                                Name = Name(source.Slice(i + 1, length)),
                                NameEnd = Math.Min(i + length + 2, source.Length),
                            }
                        );
                    }

                    i += length + 1;
                    break;
            }
        }

        return frames;
    }

    private static int TextLength(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == (byte)'"')
            {
                return i;
            }

            if (text[i] == (byte)'\\')
            {
                i++;
            }
        }

        return text.Length;
    }

    private static string Name(ReadOnlySpan<byte> name) =>
        name.Length <= MaxNameLength ? Encoding.UTF8.GetString(name) : Encoding.UTF8.GetString(name[..MaxNameLength]) + "…";

    private readonly record struct Frame(bool IsObject)
    {
        public string? Name { get; init; }

        /// <summary>Where the name's closing quote ends.</summary>
        public int NameEnd { get; init; }

        public int Index { get; init; }
    }
}
