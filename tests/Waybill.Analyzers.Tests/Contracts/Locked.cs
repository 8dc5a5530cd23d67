namespace Waybill.Analyzers.Tests.Contracts;

/// <summary>Lock files for tests; fields are split by blanks there, and texts with blanks by '~'.</summary>
internal static class Locked
{
    public const string File = "waybill.lock";

    /// <summary>An order with an id, a note and a state.</summary>
    public static string Order { get; } =
        Text(
            "message Order",
            "field Order 1 Id id singular string",
            "field Order 2 Note note singular string",
            "field Order 3 State state singular enum~State",
            "enum State",
            "value State 0 Open",
            "value State 1 Paid"
        );

    /// <summary>The source that is as <see cref="Order"/> says.</summary>
    public const string Source = """
        [Message] public sealed partial record Order(string Id, string Note, State State);
        public enum State { Open, Paid }
        """;

    public static string Text(params string[] lines) => "waybill-lock 1\n" + Lines(lines);

    /// <summary>What may follow another text.</summary>
    public static string Lines(params string[] lines) =>
        string.Concat(
            lines.Select(line =>
                (line.StartsWith("message", StringComparison.Ordinal) || line.StartsWith("enum", StringComparison.Ordinal) ? "\n" : "")
                + line.Replace(' ', '\t').Replace('~', ' ')
                + "\n"
            )
        );
}
