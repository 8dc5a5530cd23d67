namespace Waybill.Runtime.Hosting;

/// <summary>A module whose handlers do not run here, since the host references it and does not name it.</summary>
/// <param name="Name">The module's type.</param>
/// <param name="Queues">The queues of its handlers that nobody else consumes here, as a list to read.</param>
internal sealed record IdleModule(string Name, string Queues);
