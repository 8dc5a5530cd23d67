using System.ComponentModel;
using System.Text;
using Waybill.Wire;

namespace Waybill.Generated.Json;

/// <summary>
/// The names of a message's members in JSON, by the order in which they are written. A name is found whatever its case, as System.Text.Json's web defaults have it, and
/// in every naming: <c>order_id</c> and <c>order-id</c> find <c>orderId</c>. Where two members would be one then, they are told apart as they are written. Immutable; thread-safe.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class JsonNames
{
    /// <summary>The index of a name that no member has.</summary>
    public const int Unknown = -1;

    /// <summary>Stands for the object's end.</summary>
    public const int End = -2;

    private readonly byte[][] _expected;
    private readonly int _longest;
    private readonly Dictionary<string, int> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _byWords = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="names">The names; no two of them differ by case only.</param>
    public JsonNames(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _expected = new byte[names.Length][];
        for (var i = 0; i < names.Length; i++)
        {
            _expected[i] = Encoding.UTF8.GetBytes($"\"{JsonText.Escape(names[i])}\":");
            _longest = Math.Max(_longest, names[i].Length);
            _byName.Add(names[i], i);
            var words = JsonWords.Of(names[i]);
            _byWords[words] = _byWords.ContainsKey(words) ? Unknown : i;
        }
    }

    /// <summary>Whether the source goes on with that member's name as it is written, and its colon.</summary>
    internal bool TryMatch(ReadOnlySpan<byte> source, int index, out int length)
    {
        if ((uint)index < (uint)_expected.Length && source.StartsWith(_expected[index]))
        {
            length = _expected[index].Length;
            return true;
        }

        length = 0;
        return false;
    }

    /// <summary>The member of a name, or <see cref="Unknown"/>.</summary>
    internal int Find(ReadOnlySpan<byte> name)
    {
        // Of the words at most each second character is a separator where anybody writes them; and a character has up to three bytes.
        const int Stack = 256;
        if (name.Length > 6 * _longest)
        {
            return Unknown;
        }

        Span<char> units = name.Length <= Stack ? stackalloc char[Stack] : new char[name.Length];
        units = units[..Encoding.UTF8.GetChars(name, units)];
        if (_byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(units, out var index))
        {
            return index;
        }

        var count = 0;
        foreach (var unit in units)
        {
            if (JsonWords.IsLetter(unit))
            {
                units[count++] = unit;
            }
        }

        return _byWords.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(units[..count], out index) ? index : Unknown;
    }
}
