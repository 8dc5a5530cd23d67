using Waybill.Roslyn;

namespace Waybill.Schemas;

/// <summary>What an enum is on the wire.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">Its values by rising number, then name.</param>
internal sealed record EnumSchema(string Name, EquatableArray<EnumValueSchema> Values);

/// <summary>A value of an enum.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">Its number: of 64 bits, with or without a sign.</param>
internal sealed record EnumValueSchema(string Name, decimal Number);
