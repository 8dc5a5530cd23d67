namespace Waybill.Roslyn.Parsing;

/// <summary>Where an argument comes from.</summary>
internal enum InjectedFrom
{
    /// <summary>The delivery's services.</summary>
    Services,

    /// <summary>The delivery's service provider itself.</summary>
    ServiceProvider,

    /// <summary>The delivery.</summary>
    Context,

    /// <summary>The delivery's token.</summary>
    CancellationToken,

    /// <summary>The delivery's outbox.</summary>
    Bus,
}
