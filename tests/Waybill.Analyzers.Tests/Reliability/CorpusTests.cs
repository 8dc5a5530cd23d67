using System.Reflection;
using Waybill.Analyzers.Reliability;
using Waybill.Analyzers.Tests.Harness;

namespace Waybill.Analyzers.Tests.Reliability;

/// <summary>Handlers as they are written, most of them right: WB2001 reports what is marked and nothing else, WB2005 nothing.</summary>
public sealed class CorpusTests
{
    private const string Extension = ".cs.txt";

    private static readonly string s_folder = Path.Combine(
        typeof(CorpusTests)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "WaybillRoot")
            .Value!,
        "tests",
        "Waybill.Analyzers.Tests",
        "Corpus"
    );

    public static TheoryData<string> Handlers =>
        [
            .. Directory
                .EnumerateFiles(s_folder, "*" + Extension)
                .Select(file => Path.GetFileName(file)[..^Extension.Length])
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Handlers))]
    public Task A_handler_gets_the_verdict_that_is_marked(string handler) =>
        Rule<NonIdempotentHandlerRule>.CheckAsync(Read(handler), Stubs.Source);

    [Fact]
    public Task No_handler_of_the_corpus_retries_without_a_bound() =>
        Task.WhenAll(
            Directory
                .EnumerateFiles(s_folder, "*" + Extension)
                .Select(file =>
                    Rule<UnboundedRetryRule>.CheckAsync(File.ReadAllText(file).Replace("[|", "").Replace("|]", ""), Stubs.Source)
                )
        );

    private static string Read(string handler) => File.ReadAllText(Path.Combine(s_folder, handler + Extension));
}
