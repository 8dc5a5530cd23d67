namespace Waybill.Transports;

/// <summary>What a transport is made in.</summary>
/// <param name="Services">The host's services.</param>
/// <param name="ContentRoot">The absolute folder that relative paths resolve against.</param>
/// <param name="TimeProvider">The clock.</param>
public sealed record TransportEnvironment(IServiceProvider Services, string ContentRoot, TimeProvider TimeProvider);
