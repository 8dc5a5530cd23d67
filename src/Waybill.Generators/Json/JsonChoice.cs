namespace Waybill.Generators;

/// <summary>Whether an assembly's messages have JSON.</summary>
/// <param name="Naming">How it names members; null where nobody asks for it.</param>
internal sealed record JsonChoice(JsonNaming? Naming);
