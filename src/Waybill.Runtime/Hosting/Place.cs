namespace Waybill.Runtime.Hosting;

/// <summary>Where a handler handles what. Of a class, the framework's collections are compiled ahead of time; of a tuple or struct, when the host starts.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Message">The message type's name.</param>
internal sealed record Place(string Queue, string Message);
