using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>What messages of a compilation are on the wire.</summary>
/// <param name="Schema">The schema. What of it cannot be used is as the lock file has it.</param>
/// <param name="IsWhole">Whether all of it can be used: whether nothing is said of it elsewhere that has to be mended first.</param>
internal sealed record SourceMessages(SchemaSet Schema, bool IsWhole);
