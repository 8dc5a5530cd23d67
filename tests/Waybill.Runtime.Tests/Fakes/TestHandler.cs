using Waybill.Generated;

namespace Waybill.Runtime.Tests.Fakes;

/// <summary>A handler as generated code makes it, around a delegate.</summary>
internal sealed class TestHandler<T>(Func<T, MessageContext, ValueTask> body) : MessageHandler<T>
    where T : IMessage<T>
{
    public Type[] Asks { get; init; } = [];

    public bool Sees { get; init; }

    public RequiredService[] Needs { get; init; } = [];

    public KeptService[] Keeps { get; init; } = [];

    public Func<T, string?>? Key { get; init; }

    public Func<Exception, bool>? Retry { get; init; }

    public override ReadOnlySpan<Type> Services => Asks;

    public override bool SeesContext => Sees;

    public override IReadOnlyList<RequiredService> RequiredServices => Needs;

    public override IReadOnlyList<KeptService> KeptServices => Keeps;

    public override ValueTask InvokeAsync(T message, MessageContext context) => body(message, context);

    public override string? GetIdempotencyKey(T message) => Key?.Invoke(message);

    public override bool ShouldRetry(Exception exception) => Retry?.Invoke(exception) ?? true;
}
