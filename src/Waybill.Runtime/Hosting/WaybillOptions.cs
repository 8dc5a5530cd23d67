namespace Waybill;

/// <summary>Options of the host, set with <c>services.Configure&lt;WaybillOptions&gt;(…)</c>; <c>Waybill:DrainTimeout</c> in configuration wins.</summary>
public sealed class WaybillOptions
{
    /// <summary>
    /// How long running handlers may take to end when the host stops, before their tokens are cancelled; the host's own shutdown timeout ends it too. Zero to
    /// 12 h. Default 20 s, which leaves time for closing within the host's usual 30 s.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
