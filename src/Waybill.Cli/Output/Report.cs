using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using Waybill.Manifests;
using Waybill.Schemas;

namespace Waybill.Cli.Output;

/// <summary>What people see. Colours and lines where the output is a terminal, plain text where it is a file or a pipe.</summary>
internal sealed class Report
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private readonly TextWriter _output;
    private readonly TextWriter _errors;
    private readonly IAnsiConsole _console;

    public Report(TextWriter output, TextWriter errors)
    {
        _output = output;
        _errors = errors;
        var isTerminal = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected;
        _console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(output),
                Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            }
        );
        if (!isTerminal)
        {
            // Nobody wants a log whose lines are cut where a terminal would end.
            _console.Profile.Width = 1_000;
        }
    }

    /// <summary>A line. What names and texts in it hold of control characters and marks of direction is escaped, here and in tables: a terminal would do what they say.</summary>
    public void Line(string text) => _output.WriteLine(ManifestText.EscapeControls(text));

    public void Lines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Line(line);
        }
    }

    /// <summary>Something to know that is no reason to stop.</summary>
    public void Warning(string text) => _errors.WriteLine($"warning: {ManifestText.EscapeControls(text)}");

    /// <summary>What went wrong. It may be of several lines, as what a build prints.</summary>
    public void Error(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            _errors.WriteLine(ManifestText.EscapeControls(line.TrimEnd('\r')));
        }
    }

    public void Json(JsonNode json) => _output.WriteLine(json.ToJsonString(s_indented));

    /// <summary>Rows under a title.</summary>
    public void Table(string title, string[] columns, IEnumerable<string[]> rows)
    {
        var table = Table(title, columns);
        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(Escape)]);
        }

        _console.Write(table);
    }

    /// <summary>Every message with its fields, and every enum with its values.</summary>
    public void Schema(SchemaSet schema)
    {
        foreach (var message in schema.Messages)
        {
            var table = Table(message.Name, "number", "field", "type", "JSON");
            foreach (var field in message.Fields)
            {
                table.AddRow(Number(field.Number), Escape(field.Name), Escape(TypeText.Of(field)), Escape(field.JsonName));
            }

            if (message.ReservedNumbers.Count + message.ReservedNames.Count > 0)
            {
                var reserved = message.ReservedNumbers.Select(Number).Concat(message.ReservedNames.Select(Escape));
                table.Caption($"reserved: {string.Join(", ", reserved)}");
            }

            _console.Write(table);
        }

        foreach (var @enum in schema.Enums)
        {
            var table = Table(@enum.Name, "number", "value");
            foreach (var value in @enum.Values)
            {
                table.AddRow(value.Number.ToString(CultureInfo.InvariantCulture), Escape(value.Name));
            }

            _console.Write(table);
        }
    }

    /// <summary>What changed, the worst first, and how much of it.</summary>
    public void Changes(IReadOnlyList<SchemaChange> changes, Compared compared)
    {
        foreach (var change in changes.OrderByDescending(change => change.Verdict))
        {
            _console.MarkupLine($"{Mark(change.Verdict)} {Escape(change.Text)}");
        }

        var breaking = changes.Count(change => change.Verdict != Verdict.Compatible);
        Line(
            changes.Count == 0
                ? $"No changes {compared.Text}."
                : $"{changes.Count} {(changes.Count == 1 ? "change" : "changes")}, {breaking} of which break readers, {compared.Text}."
        );
    }

    private static Table Table(string title, params ReadOnlySpan<string> columns)
    {
        var table = new Table().Title(Escape(title)).Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(column);
        }

        return table;
    }

    private static string Mark(Verdict verdict) =>
        verdict switch
        {
            Verdict.Breaks => "[red]breaks[/]     ",
            Verdict.BreaksJson => "[red]breaks JSON[/]",
            _ => "[green]compatible[/] ",
        };

    private static string Escape(string text) => Markup.Escape(ManifestText.EscapeControls(text));

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
