using Waybill.Generated;
using Waybill.Transports;

namespace Waybill;

/// <summary>Says what a host runs: which modules' handlers, on which transport. Transports extend it with <c>Use…</c> methods.</summary>
public interface IWaybillBuilder
{
    /// <summary>Runs another module's handlers too.</summary>
    IWaybillBuilder Add<TModule>()
        where TModule : IWaybillModule;

    /// <summary>Sets the transport. Exactly one is to be set.</summary>
    /// <param name="factory">Makes the transport when the host starts.</param>
    /// <exception cref="InvalidOperationException">A transport was set before.</exception>
    IWaybillBuilder UseTransport(Func<TransportEnvironment, ITransport> factory);
}
