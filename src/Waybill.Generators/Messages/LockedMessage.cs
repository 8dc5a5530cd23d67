using Waybill.Roslyn;
using Waybill.Roslyn.Parsing;
using Waybill.Schemas;

namespace Waybill.Generators;

/// <summary>A message with its own part of the lock file, so that one that nothing changed of stops here.</summary>
/// <param name="Declared">The message.</param>
/// <param name="Locked">What the lock file has of it and its cases.</param>
internal sealed record LockedMessage(DeclaredMessage Declared, EquatableArray<MessageSchema> Locked)
{
    public MessageModel Number() => Declared.Number(Locked);
}
