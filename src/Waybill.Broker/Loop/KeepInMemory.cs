namespace Waybill.Broker.Loop;

/// <summary>A record that bypasses the journal.</summary>
internal sealed class KeepInMemory(byte recordType, byte[] payload, int entries) : IBrokerCommand
{
    public void Run(BrokerLoop loop)
    {
        var position = loop.Memory.Add(recordType, payload, entries);
        loop.State.Apply(recordType, position, payload);
    }

    public void Fail(Exception exception) { }
}
