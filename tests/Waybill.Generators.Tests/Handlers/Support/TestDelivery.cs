namespace Waybill.Generators.Tests.Handlers.Support;

/// <summary>A delivery that keeps what is published. Services are found by type; each resolution is counted.</summary>
internal sealed class TestDelivery : MessageContext, IServiceProvider
{
    private readonly Dictionary<Type, object> _services = [];

    /// <summary>What test code writes down; also a service.</summary>
    public List<string> Log { get; } = [];

    public List<string> Published { get; } = [];

    public TestDelivery(IServiceProvider? services = null)
    {
        Services = services ?? this;
        Add(Log);
    }

    public TestDelivery Add<T>(T service)
        where T : notnull
    {
        _services[typeof(T)] = service;
        return this;
    }

    public object? GetService(Type serviceType) => _services.GetValueOrDefault(serviceType);

    public override Guid MessageId => Guid.Empty;

    public override string MessageType => "test";

    public override IMessage Message => throw new NotSupportedException();

    public override string Queue => "inventory";

    public override string RoutingKey => "";

    public override int Attempt => 1;

    public override DateTimeOffset PublishedAt => default;

    public override IReadOnlyDictionary<string, string> Headers { get; } = new Dictionary<string, string>();

    public override CancellationToken CancellationToken { get; } = new(canceled: true);

    public override IServiceProvider Services { get; }

    public override IServiceProvider ApplicationServices => Services;

    public override IMessageBus Bus { get; } = new NoBus();

    public override void Publish(IMessage message) => Published.Add(message?.ToString() ?? "null");

    private sealed class NoBus : IMessageBus
    {
        public ValueTask<PublishReceipt> PublishAsync<T>(T message, PublishOptions? options, CancellationToken cancellationToken)
            where T : IMessage<T> => throw new NotSupportedException();

        public ValueTask<PublishReceipt> PublishBatchAsync<T>(
            ReadOnlyMemory<T> messages,
            PublishOptions? options,
            CancellationToken cancellationToken
        )
            where T : IMessage<T> => throw new NotSupportedException();

        public ValueTask<PublishReceipt> SendAsync<T>(string queue, T message, PublishOptions? options, CancellationToken cancellationToken)
            where T : IMessage<T> => throw new NotSupportedException();
    }
}
