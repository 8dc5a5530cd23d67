namespace Waybill.Manifests;

/// <summary>A message type.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Type">The CLR type's full name.</param>
/// <param name="Exchange">The exchange that it is published to; null for none.</param>
/// <param name="RoutingKey">The routing key's template; empty for none.</param>
/// <param name="Durability">The durability that it names; null when it says nothing.</param>
/// <param name="Mandatory">Whether publishing throws when no queue receives it.</param>
/// <param name="Ephemeral">Why losing it is acceptable; null when nobody said so.</param>
internal sealed record MessageEntry(
    string Name,
    string Type,
    string? Exchange,
    string RoutingKey,
    Durability? Durability,
    bool Mandatory,
    string? Ephemeral
);
