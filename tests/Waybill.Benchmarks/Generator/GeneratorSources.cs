namespace Waybill.Benchmarks.Generator;

/// <summary>The project that generators run over: message types and their handlers, a file each, and a file that has nothing to do with them.</summary>
/// <param name="Files">Message files first.</param>
/// <param name="Unrelated">Its place in <paramref name="Files"/>.</param>
internal sealed record GeneratorSources(IReadOnlyList<string> Files, int Unrelated)
{
    private const string Members = "string Id, string Region, int Quantity, decimal Price, System.DateTimeOffset At, string[] Tags";

    /// <summary>As the messages are declared, with one more member each time: what an editor types.</summary>
    public string EditedMessage(int edit) => Files[0].Replace("string Id", $"string Id, long Added{edit}", StringComparison.Ordinal);

    /// <summary>The unrelated file with another body.</summary>
    public string EditedUnrelated(int edit) => Files[Unrelated].Replace("return 0", $"return {edit}", StringComparison.Ordinal);

    private int Types => (Files.Count - 2) / 2;

    /// <summary>The messages alone, with what they name.</summary>
    public GeneratorSources Messages => new([.. Files.Take(Types), .. Files.Skip(2 * Types)], Unrelated - Types);

    public static GeneratorSources Waybill(int types) =>
        Create(
            types,
            i => $"[Waybill.Message(Names.Exchange, \"m{i}.{{Region}}\")] public sealed partial record M{i}({Members});",
            i => $"[Waybill.Handler(Names.Q{i})] public static class H{i} {{ public static void Handle(M{i} message) {{ }} }}",
            "public static class Names { [Waybill.Exchange(Waybill.ExchangeType.Topic)] public const string Exchange = \"e\"; "
                + string.Concat(Enumerable.Range(0, types).Select(i => $"[Waybill.Queue] public const string Q{i} = \"q{i}\"; "))
                + "}"
        );

    public static GeneratorSources MemoryPack(int types) =>
        Create(
            types,
            i => $"[MemoryPack.MemoryPackable] public sealed partial record M{i}({Members});",
            i => $"public static class H{i} {{ public static void Handle(M{i} message) {{ }} }}",
            "public static class Names { }"
        );

    public static GeneratorSources Mediator(int types) =>
        Create(
            types,
            i => $"public sealed record M{i}({Members}) : Mediator.IRequest;",
            i =>
                $"public sealed class H{i} : Mediator.IRequestHandler<M{i}> {{ public System.Threading.Tasks.ValueTask<Mediator.Unit> "
                + $"Handle(M{i} message, System.Threading.CancellationToken cancellationToken) => default; }}",
            "using Microsoft.Extensions.DependencyInjection; "
                + "public static class Setup { public static void Add(IServiceCollection services) => services.AddMediator(); }"
        );

    private static GeneratorSources Create(int types, Func<int, string> message, Func<int, string> handler, string names)
    {
        List<string> files =
        [
            .. Enumerable.Range(0, types).Select(message),
            .. Enumerable.Range(0, types).Select(handler),
            names,
            "public static class Unrelated { public static int Value() { return 0; } }",
        ];
        return new GeneratorSources([.. files.Select(static file => "namespace Bench;\n" + file)], files.Count - 1);
    }
}
