using Microsoft.CodeAnalysis;
using Waybill.Topologies;

namespace Waybill.Analyzers.Topology;

/// <summary>A problem of the topology at its place in this compilation.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Symbol">The symbol whose analysis reports it.</param>
/// <param name="Location">The place.</param>
internal sealed record Finding(Problem Problem, ISymbol Symbol, Location Location);
