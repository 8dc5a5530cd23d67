namespace Waybill.Storage.Tests.Support;

/// <summary>The simulated machine has no power: nothing works any more.</summary>
internal sealed class PowerCutException() : IOException("The power is cut.");
