namespace Waybill.Cli;

/// <summary>An input that cannot be read. The message names it and the way out.</summary>
internal sealed class InputException(string message) : Exception(message);
