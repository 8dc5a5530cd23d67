using Microsoft.Extensions.DependencyInjection;
using Waybill.Generated;

namespace Waybill.Runtime.Tests.Hosting;

/// <summary>What the test modules' handlers do: a singleton of the host, so that each test says its own.</summary>
internal sealed class Probe
{
    public Func<IMessage, MessageContext, ValueTask> Body { get; set; } = (_, _) => default;

    /// <summary>A handler that does what the host's probe says.</summary>
    public static MessageHandler<T> Handler<T>()
        where T : IMessage<T> =>
        new Fakes.TestHandler<T>((message, context) => context.ApplicationServices.GetRequiredService<Probe>().Body(message, context));
}
