using Waybill.Schemas;

namespace Waybill.Analyzers.Contracts;

/// <summary>What a message of a compilation is on the wire, with its cases and enums.</summary>
/// <param name="Schema">The schema. What of it cannot be used is as the lock file has it, or not there.</param>
/// <param name="IsWhole">Whether all of it can be used: whether nothing is said of it elsewhere that has to be mended first.</param>
internal sealed record SourceMessages(SchemaSet Schema, bool IsWhole);
