namespace Waybill.Broker.Loop;

/// <summary>Something that another thread asks of the broker's.</summary>
internal interface IBrokerCommand
{
    /// <summary>Runs on the broker's thread, which alone touches the broker's state.</summary>
    void Run(BrokerLoop loop);

    /// <summary>The journal has failed, or the broker is closed, and the command will not run; or it ran and threw.</summary>
    void Fail(Exception exception);
}
