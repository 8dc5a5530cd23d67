using Waybill.Roslyn;

namespace Waybill.Schemas;

/// <summary>What an enum is on the wire.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Its values by rising number, then name.</param>
/// <param name="Reserved">Values that it had, whose numbers no other may have again, in the same order. C# has no word for them: the lock file alone remembers.</param>
internal sealed record EnumSchema(string Name, EquatableArray<EnumValueSchema> Values, EquatableArray<EnumValueSchema> Reserved = default)
{
    /// <summary>Values in their one order, each once.</summary>
    public static EquatableArray<EnumValueSchema> InOrder(IEnumerable<EnumValueSchema> values) =>
        values.Distinct().OrderBy(value => value.Number).ThenBy(value => value.Name, StringComparer.Ordinal).ToEquatableArray();
}

/// <summary>A value of an enum.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">Its number: of 64 bits, with or without a sign.</param>
internal sealed record EnumValueSchema(string Name, decimal Number);
