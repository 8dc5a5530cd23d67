using Waybill.Crash.Simulate.Model;
using Waybill.Transports;

namespace Waybill.Crash.Simulate;

/// <summary>Two queues, one of which gets everything, and their dead-letter queues.</summary>
internal static class Topologies
{
    public const string Exchange = "simulated";
    public const string One = "a";
    public const string Two = "b";

    /// <summary>How long a lease lasts that nobody renews.</summary>
    public const long LeaseMilliseconds = 30_000;

    private static readonly TimeSpan s_lease = TimeSpan.FromMilliseconds(LeaseMilliseconds);

    /// <summary>Goes to <see cref="One"/>.</summary>
    public static ReadOnlySpan<byte> ToOne => "one"u8;

    /// <summary>Goes to both.</summary>
    public static ReadOnlySpan<byte> ToBoth => "both"u8;

    public static IReadOnlyList<string> Queues { get; } = [One, Two, One + Ledger.DeadSuffix, Two + Ledger.DeadSuffix];

    public static Topology Topology { get; } =
        new(
            [new ExchangeDeclaration(Exchange, ExchangeType.Topic, true)],
            [Work(One), Work(Two), Dead(One), Dead(Two)],
            [Bind(One, "one"), Bind(One, "both"), Bind(Two, "both")]
        );

    private static QueueDeclaration Work(string name) => new(name, true, name + Ledger.DeadSuffix, s_lease);

    private static QueueDeclaration Dead(string name) => new(name + Ledger.DeadSuffix, true, null, s_lease);

    private static BindingDeclaration Bind(string queue, string pattern) => new(queue, Exchange, pattern, HeaderMatch.All, []);
}
