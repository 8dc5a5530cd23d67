using Waybill.Storage.Inspection;

namespace Waybill.Cli.Journals;

/// <summary>Damage, and what can be told of what stood there.</summary>
/// <param name="Place">Where it is.</param>
/// <param name="Messages">Messages as they stand in the damaged record.</param>
internal sealed record FoundDamage(LogDamage Place, IReadOnlyList<FragmentMessage> Messages);
