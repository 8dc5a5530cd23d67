namespace Waybill;

/// <summary>How an exchange chooses queues. The rules are RabbitMQ's.</summary>
#if WAYBILL_COMPONENT
internal
#else
public
#endif
enum ExchangeType
{
    /// <summary>The routing key equals the binding's key.</summary>
    Direct,

    /// <summary>The routing key's words match the binding's pattern: <c>*</c> is one word, <c>#</c> zero or more.</summary>
    Topic,

    /// <summary>Every bound queue.</summary>
    Fanout,

    /// <summary>The message's headers match the binding's arguments.</summary>
    Headers,
}
