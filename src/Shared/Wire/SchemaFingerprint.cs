using System.Collections.Generic;
using System.Text;

namespace Waybill.Wire;

/// <summary>
/// A 64-bit hash of a message's fields that is the same on every machine: FNV-1a over one line of UTF-8 a field, <c>number name type</c>
/// (http://www.isthe.com/chongo/tech/comp/fnv/). It tells schemas apart; it is no defence against someone who wants a collision.
/// </summary>
internal static class SchemaFingerprint
{
    private const ulong OffsetBasis = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    /// <param name="fields">
    /// The fields by rising number; the type is the Protobuf type with its label and format, such as <c>repeated sint32</c> or <c>string (version)</c>, a nested message's its name on the wire.
    /// </param>
    public static ulong Compute(IEnumerable<(int Number, string Name, string Type)> fields)
    {
        var hash = OffsetBasis;
        foreach (var (number, name, type) in fields)
        {
            foreach (var next in Encoding.UTF8.GetBytes($"{number} {name} {type}\n"))
            {
                hash = unchecked((hash ^ next) * Prime);
            }
        }

        return hash;
    }
}
