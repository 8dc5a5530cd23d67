using System.Collections.Concurrent;

namespace Waybill.Runtime.Tests.Generated;

/// <summary>Where a delivery came by, in order. A singleton.</summary>
public sealed class Journey
{
    public ConcurrentQueue<string> Stations { get; } = new();

    public void Pass(string station) => Stations.Enqueue(station);
}
