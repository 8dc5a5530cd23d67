namespace Waybill.Cli.Export;

/// <summary>A file that is to be written.</summary>
/// <param name="Path">Its path below the chosen folder, with '/'.</param>
/// <param name="Text">Its text; lines end with <c>\n</c>.</param>
internal sealed record ExportedFile(string Path, string Text);
