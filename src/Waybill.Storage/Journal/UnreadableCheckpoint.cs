namespace Waybill.Storage;

/// <summary>A checkpoint that could not be read. An older one, or the whole log, took its place; the file is left as it is.</summary>
/// <param name="File">Its path.</param>
/// <param name="Reason">What is wrong with it.</param>
internal sealed record UnreadableCheckpoint(string File, string Reason);
