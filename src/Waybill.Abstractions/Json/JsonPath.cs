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
                        frames.Push(owner with { Name = Name(source.Slice(i + 1, length)) });
                    }

                    i += length + 1;
                    break;
            }
        }

        var path = new StringBuilder();
        foreach (var frame in frames.Reverse())
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

        public int Index { get; init; }
    }
}
